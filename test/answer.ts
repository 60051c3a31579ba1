import * as shapes from "../openapi/answers.ts";

/** A response as read by a v1 client. Throws where it hasn't the shape that v1 gives to the answer of such a request. */
export async function read(request: Request, response: Response) {
  const { status, headers } = response;
  const text = await response.text();
  const timing = headers.get("Server-Timing") ?? "";
  const answer = { status, headers, text, body: undefined, rows: Number(/desc="(\d+) rows"/.exec(timing)?.[1]) };
  if (request.method === "HEAD" || request.method === "OPTIONS") return answer;
  const [type = ""] = headers.get("Content-Type")?.split(";") ?? [];
  const script = type === "text/javascript";
  const body = script || type === "application/json" ? JSON.parse(script ? argument(text) : text) : undefined;
  // A script has HTTP status 200 always; what happened is inside.
  const code = script ? (body.meta?.code ?? 200) : status;
  if (body) shapeOf(request, code).parse(body);
  return { ...answer, body };
}

/** What a JSONP answer calls its function with, as JSON text. */
export function argument(script: string): string {
  const [, json] = script.match(/^\/\*\*\/[\w$.]+\((.*)\);$/s) ?? [];
  if (json === undefined) throw new Error(`not a call of a function: ${script.slice(0, 80)}`);
  return json;
}

function shapeOf(request: Request, status: number) {
  if (status !== 200) return shapes.refusal(status);
  const { pathname, searchParams } = new URL(request.url);
  const bearer = /^Bearer +\S+ *$/i.test(request.headers.get("Authorization") ?? "");
  const viewer = bearer || Boolean(searchParams.get("access_token") || searchParams.get("?access_token"));
  const path = pathname.replace(/(\.json)?\/*$/, "");
  if (path === "/v1/media/search") return shapes.foundMedia(viewer);
  if (path === "/v1/media/popular") return shapes.popularMedia(viewer);
  if (path === "/oembed") return shapes.oembed;
  if (path.endsWith("/likes")) return request.method === "GET" ? shapes.likers : shapes.done;
  return shapes.oneMedia(viewer);
}
