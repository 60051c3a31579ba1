import { createMiddleware } from "hono/factory";
import type { Env } from "./env.ts";
import { ApiError, invalidParameter } from "./errors.ts";
import { quote } from "./params.ts";

const LONGEST_FORM = 16_384;
const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b|^$/i;

/** Middleware: sets `params`, those of the query and of a form in the body. Throws where the body is no short form. */
export const readParams = createMiddleware<Env>(async (c, next) => {
  const params = new URL(c.req.url).searchParams;
  const hasForm = c.req.method === "POST" || c.req.method === "DELETE";
  for (const [name, value] of hasForm ? await formOf(c.req.raw) : []) params.append(name, value);
  c.set("params", params);
  await next();
});

async function formOf(request: Request): Promise<[string, string][]> {
  const body = await bodyOf(request);
  const type = request.headers.get("Content-Type") ?? "";
  if (body.size === 0) return [];
  if (!FORM.test(type)) {
    throw invalidParameter(
      `Content-Type is ${quote(type)}; allowed: application/x-www-form-urlencoded, multipart/form-data`,
    );
  }
  // v1's own clients send a form without saying so.
  const form = new Response(body, {
    headers: { "Content-Type": /^multipart/i.test(type) ? type : "application/x-www-form-urlencoded" },
  });
  const entries = await form.formData().then(
    (data) => [...data],
    () => {
      throw invalidParameter("The body is damaged; allowed: a form as its Content-Type says");
    },
  );
  return entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
}

// Read piece by piece: a body need not tell its length beforehand.
async function bodyOf(request: Request): Promise<Blob> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of request.body ?? []) {
    bytes += piece.byteLength;
    if (bytes > LONGEST_FORM)
      throw new ApiError(413, "APIError", `The body is too long; allowed: ${LONGEST_FORM} bytes.`);
    pieces.push(piece);
  }
  return new Blob(pieces);
}
