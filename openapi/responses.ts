import type { Operation } from "./operations.ts";

/** A reference to a part of the document. */
export const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });
const json = (name: string) => ({ "application/json": { schema: ref("schemas", name) } });
// A call of the function that `callback` names.
const script = { "text/javascript": { schema: { type: "string" } } };

/** What each status of a refusal means. */
export const REFUSALS: Record<number, string> = {
  400: "The credential or a parameter is wrong, or there is no such media for this caller; the message says which.",
  403: "The client must sign its requests, and this one is unsigned or signed wrongly.",
  404: "There is no photo here that everyone may see.",
  413: "The body is too long.",
  416: "The range begins after the end.",
  429: "Too many requests.",
  500: "A fault of the server.",
  501: "The format is not to be had.",
  503: "A store is out of reach; again after `Retry-After`.",
};

/** The headers of answers. */
export const HEADERS = {
  "Server-Timing": "What the answer cost: milliseconds of SQL, and rows read.",
  "X-Ratelimit-Limit": "Requests in an hour.",
  "X-Ratelimit-Remaining": "What is left of them.",
  "Retry-After": "Seconds.",
  Age: "Seconds since the list was made.",
  "Cache-Status": "How the kept list served (RFC 9211).",
  Location: "Where the picture is.",
};

const headersOf = (...names: (keyof typeof HEADERS)[]) => ({
  headers: Object.fromEntries(names.map((name) => [name, ref("headers", name)])),
});
const RATE = ["X-Ratelimit-Limit", "X-Ratelimit-Remaining"] as const;

function refused({ caller, method, refuses = [] }: Operation) {
  const statuses = [400, ...(caller === "anyone" ? [] : [403]), ...(method === "GET" ? [] : [413]), ...refuses];
  return Object.fromEntries(
    [...statuses, 429, 500, 503].map((status) => {
      const waits = status === 429 || status === 503;
      return [
        status,
        {
          description: REFUSALS[status],
          ...headersOf("Server-Timing", ...(waits ? (["Retry-After"] as const) : [])),
          content: { ...json(`Refusal${status}`), ...script },
        },
      ];
    }),
  );
}

const OTHERS: Record<number, string> = {
  200: "Here it is.",
  206: "A part of it.",
  302: "It is at `Location`.",
  304: "Nothing has changed.",
  404: "There is no photo here that everyone may see.",
  412: "Not what `If-Match` asks for.",
};

function answered({ id, title, answer, others = {}, caller }: Operation) {
  const plain = Object.entries(others).map(([status, types]) => [
    status,
    {
      description: OTHERS[Number(status)],
      ...(status === "302" && headersOf("Location")),
      ...(types.length > 0 && {
        content: Object.fromEntries(types.map((type) => [type, { schema: { type: "string" } }])),
      }),
    },
  ]);
  if (!answer) return Object.fromEntries(plain);
  const rate = caller === "anyone" ? [] : RATE;
  const kept = id === "popular" ? (["Age", "Cache-Status"] as const) : [];
  const headers = headersOf("Server-Timing", ...rate, ...kept);
  return { 200: { description: title, ...headers, content: { ...json(answer[0]), ...script } } };
}

/** The responses of an operation, by status. */
export const responsesOf = (operation: Operation) => ({ ...answered(operation), ...refused(operation) });
