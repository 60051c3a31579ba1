import type { Question } from "../question.ts";

/** What stands in a snippet in place of the reader's token, which is shown nowhere. */
export const TOKEN = "ACCESS-TOKEN";

export interface Snippet {
  name: string;
  text: string;
}

/**
 * A request as one would write it elsewhere. `url` is complete but for a token; `needsToken` says that one goes with it.
 * A `<script>` can only GET, and has no headers: the token stands in its URL.
 */
export function snippetsOf({ method, body }: Question, url: string, needsToken: boolean): Snippet[] {
  const quoted = `'${url.replaceAll("'", "'\\''")}'`;
  const flags = [
    method === "DELETE" && "-X DELETE",
    method === "POST" && `-d '${body ?? ""}'`,
    needsToken && `-H 'Authorization: Bearer ${TOKEN}'`,
  ];
  const options = [
    method !== "GET" && `  method: "${method}",`,
    needsToken && `  headers: { Authorization: "Bearer ${TOKEN}" },`,
    body && `  body: new URLSearchParams(${JSON.stringify(body)}),`,
  ].filter(Boolean);
  const fetched = options.length > 0 ? `, {\n${options.join("\n")}\n}` : "";
  const snippets = [
    { name: "URL", text: url },
    { name: "curl", text: ["curl", ...flags.filter(Boolean), quoted].join(" ") },
    {
      name: "fetch",
      text: `const answer = await fetch(${JSON.stringify(url)}${fetched});\nconst { meta, data } = await answer.json();`,
    },
  ];
  return method === "GET" ? [...snippets, { name: "<script>", text: jsonp(url, needsToken) }] : snippets;
}

function jsonp(url: string, needsToken: boolean): string {
  const source = new URL(url);
  if (needsToken) source.searchParams.set("access_token", TOKEN);
  source.searchParams.set("callback", "show");
  return `<script>
  function show(answer) {
    console.log(answer.meta.code, answer.data);
  }
</script>
<script src="${source.href.replaceAll("&", "&amp;")}"></script>`;
}
