import { env, exports } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import app from "../src/index.ts";

/** Pictures as they lie in the bucket, by their names. */

const NAME = "Zx3kQ0t1u2v3w4x5y6z7_-_5.jpg";
const BYTES = Uint8Array.from({ length: 1_000 }, (_, i) => i % 251);
const FOR_EVER = "public, max-age=31536000, immutable";

let etag = "";
beforeAll(async () => {
  const put = await env.PICTURES?.put(NAME, BYTES, { httpMetadata: { contentType: "image/jpeg" } });
  etag = put?.httpEtag ?? "";
});

const fetched = (headers: Record<string, string> = {}, method = "GET", name = NAME) =>
  exports.default.fetch(new Request(`https://darkroom.example/pictures/${name}`, { method, headers }));
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

test("a picture comes with its type, to be kept for ever, to whoever knows its name", async () => {
  const response = await fetched();
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/jpeg",
    "content-length": "1000",
    "cache-control": FOR_EVER,
    "accept-ranges": "bytes",
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
    etag,
  });
  expect(Date.parse(response.headers.get("Last-Modified") ?? "")).toBeGreaterThan(Date.now() - 60_000);
  expect(await bytesOf(response)).toEqual(BYTES);
});

test("HEAD answers as GET, without the body", async () => {
  const [head, whole] = [await fetched({}, "HEAD"), await fetched()];
  expect(head.status).toBe(200);
  for (const name of ["Content-Type", "Content-Length", "ETag", "Cache-Control", "Last-Modified"]) {
    expect(head.headers.get(name)).toBe(whole.headers.get(name));
  }
  expect((await bytesOf(head)).length).toBe(0);
  await bytesOf(whole);
});

test.each([
  ["bytes=0-99", 0, 99],
  ["bytes=900-", 900, 999],
  ["bytes=990-5000", 990, 999],
  ["bytes=-10", 990, 999],
])("%s is answered with that part", async (range, first, last) => {
  const response = await fetched({ Range: range });
  expect(response.status).toBe(206);
  expect(response.headers.get("Content-Range")).toBe(`bytes ${first}-${last}/1000`);
  expect(response.headers.get("Content-Length")).toBe(String(last - first + 1));
  expect(await bytesOf(response)).toEqual(BYTES.slice(first, last + 1));
});

test.each(["bytes=0-0,5-9", "bytes=9-5", "lines=1-2", "bytes=-5000"])(
  "%s is answered with all of it",
  async (range) => {
    const response = await fetched({ Range: range });
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Range")).toBeNull();
    expect(await bytesOf(response)).toEqual(BYTES);
  },
);

test("a range after the end is refused, and says how long the picture is", async () => {
  const response = await fetched({ Range: "bytes=1000-" });
  expect(response.status).toBe(416);
  expect(response.headers.get("Content-Range")).toBe("bytes */1000");
  expect(await response.json()).toMatchObject({ meta: { code: 416, error_type: "APIError" } });
});

test("a part goes only to who has the same bytes", async () => {
  const same = await fetched({ Range: "bytes=0-9", "If-Range": etag });
  expect([same.status, (await bytesOf(same)).length]).toEqual([206, 10]);
  const other = await fetched({ Range: "bytes=0-9", "If-Range": '"another"' });
  expect([other.status, (await bytesOf(other)).length]).toEqual([200, 1_000]);
});

test("what the caller has already is not sent again", async () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toUTCString();
  for (const known of [
    { "If-None-Match": etag },
    { "If-None-Match": `"x", ${etag}` },
    { "If-Modified-Since": tomorrow },
  ]) {
    const response = await fetched(known as Record<string, string>);
    expect(response.status).toBe(304);
    expect([response.headers.get("ETag"), response.headers.get("Cache-Control")]).toEqual([etag, FOR_EVER]);
    expect(await response.text()).toBe("");
  }
  const changed = await fetched({ "If-None-Match": '"another"' });
  expect([changed.status, (await bytesOf(changed)).length]).toEqual([200, 1_000]);
  expect((await fetched({ "If-Match": '"another"' })).status).toBe(412);
});

test.each(["nothing", "Zx3kQ0t1u2v3w4x5y6z7_-_6.jpg", `${"A".repeat(22)}_5.jpg`, "..%2Fwrangler.toml", `x${NAME}`])(
  "nothing is under %s",
  async (name) => {
    const response = await fetched({}, "GET", name);
    expect(response.status).toBe(404);
    expect(response.headers.get("Cache-Control")).toBe("private, no-store");
    expect(await response.json()).toMatchObject({ meta: { code: 404, error_type: "APINotFoundError" } });
  },
);

test("other methods are refused", async () => {
  const response = await fetched({}, "DELETE");
  expect([response.status, response.headers.get("Allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  await response.text();
});

test("without a bucket there are no pictures, and one that is out of reach is told as such", async () => {
  const ask = (PICTURES: unknown) => {
    const { PICTURES: _, ...rest } = env;
    const bindings = PICTURES ? { ...rest, PICTURES } : rest;
    return app.fetch(new Request(`https://darkroom.example/pictures/${NAME}`), bindings as typeof env);
  };
  expect((await ask(undefined)).status).toBe(404);
  const broken = await ask({ get: () => Promise.reject(new Error("internal error")) });
  expect([broken.status, broken.headers.get("Retry-After")]).toEqual([503, "5"]);
});
