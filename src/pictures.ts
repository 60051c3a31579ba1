import { within } from "./deadline.ts";
import { ApiError, messageOf, Unavailable } from "./errors.ts";

/** Where the Worker serves the objects of the bucket. */
export const PICTURES_PATH = "/pictures/";

/** The names of objects. The endings are those of v1: 5 is the thumbnail, 6 low, 7 standard. */
export const PICTURE_NAME = /^[\w-]{22}(_[567]\.jpg|\.(mp4|mov))$/;

/**
 * The picture or video under a name, or the part of it that `Range` asks for. A name shows the same bytes for as long as
 * something is under it, so that the answer may be kept for ever. Throws 404 where nothing is, 416 for a range outside.
 */
export async function picture(bucket: R2Bucket | undefined, name: string, request: Request): Promise<Response> {
  const asked = new Headers(request.headers);
  const found = PICTURE_NAME.test(name) && bucket ? await get(bucket, name, asked) : null;
  if (!found) throw new ApiError(404, "APINotFoundError", "There is no picture under this name.");
  const headers = new Headers({
    ETag: found.httpEtag,
    "Last-Modified": found.uploaded.toUTCString(),
    "Accept-Ranges": "bytes",
    "Cache-Control": "public, max-age=31536000, immutable",
  });
  found.writeHttpMetadata(headers);
  if (!hasBody(found)) {
    const known = asked.has("If-None-Match") || asked.has("If-Modified-Since");
    return new Response(null, { status: known ? 304 : 412, headers });
  }
  const range = asked.get("Range");
  if (Number(range?.match(/^bytes=(\d+)-/)?.[1]) >= found.size) throw outside(String(found.size));
  const { offset, length } = partOf(found);
  headers.set("Content-Length", String(length));
  if (range === null || length === found.size) return new Response(found.body, { headers });
  headers.set("Content-Range", `bytes ${offset}-${offset + length - 1}/${found.size}`);
  return new Response(found.body, { status: 206, headers });
}

const hasBody = (found: R2Object | R2ObjectBody): found is R2ObjectBody => "body" in found;

/** Where in its object a body begins, and how long it is, in bytes. */
function partOf({ range, size }: R2ObjectBody): { offset: number; length: number } {
  const { offset = 0, length = size, suffix }: { offset?: number; length?: number; suffix?: number } = range ?? {};
  const begin = suffix === undefined ? offset : Math.max(0, size - suffix);
  return { offset: begin, length: Math.min(suffix ?? length, size - begin) };
}

async function get(bucket: R2Bucket, name: string, asked: Headers): Promise<R2Object | R2ObjectBody | null> {
  try {
    const found = await within("R2", bucket.get(name, { onlyIf: asked, range: asked }));
    // A part goes only to who has the rest of the same bytes; without a range, all.
    const ifRange = asked.get("If-Range");
    if (!found || !asked.has("Range") || ifRange === null || ifRange === found.httpEtag) return found;
    asked.delete("Range");
    return await within("R2", bucket.get(name, { onlyIf: asked }));
  } catch (error) {
    const reason = messageOf(error);
    if (/range.*not satisfiable/i.test(reason)) throw outside("*");
    throw error instanceof Unavailable ? error : new Unavailable(`R2: ${reason}`);
  }
}

const outside = (size: string) =>
  new ApiError(416, "APIError", "Range begins after the end of the picture.", { "Content-Range": `bytes */${size}` });
