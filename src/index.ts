import { Hono } from "hono";
import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import { getPath } from "hono/utils/url";
import { identify } from "./caller.ts";
import { openDatabase } from "./database.ts";
import { codeIn, oembed, oembedParams } from "./embeds/oembed.ts";
import { page } from "./embeds/page.ts";
import { BRIEFLY, pictureOf, pictureParams, publicPhoto } from "./embeds/photo.ts";
import { brakeVisits } from "./embeds/visits.ts";
import type { Env } from "./env.ts";
import { bare, fail, jsonp, ok, withCursor } from "./envelope.ts";
import { ApiError } from "./errors.ts";
import { readParams } from "./form.ts";
import { refreshKept } from "./kept.ts";
import { limit } from "./limit.ts";
import { log } from "./log.ts";
import { encodeCursor } from "./media/cursor.ts";
import { parseMediaId, parseShortcode } from "./media/id.ts";
import { toJson } from "./media/json.ts";
import { like, likeParams, likers, likersParams, unlike } from "./media/likes.ts";
import { byId } from "./media/query.ts";
import { searchOf, searchParams } from "./media/search.ts";
import { search } from "./media/walk.ts";
import { parse } from "./params.ts";
import { picture } from "./pictures.ts";
import { popularList, popularParams } from "./popular.ts";
import { needScope } from "./scope.ts";

export { Limiter } from "./limiter.ts";

const app = new Hono<Env>({
  // v1 clients end paths in a slash or in ".json".
  getPath: (request) => getPath(request).replace(/(?<=.)(\.json)?\/*$/s, ""),
});

const siteOf = (url: string) => new URL(url).origin;

/** Unix seconds. */
const now = () => Math.floor(Date.now() / 1000);

const headers = createMiddleware<Env>(async (c, next) => {
  c.set("db", openDatabase(c.env.DB));
  await next();
  const { ms, rows } = c.var.db.cost;
  if (!c.res.headers.has("Server-Timing")) c.header("Server-Timing", `db;dur=${ms};desc="${rows} rows"`);
  if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "private, no-store");
  c.header("X-Content-Type-Options", "nosniff");
});

app.use(
  log,
  headers,
  cors({
    origin: "*",
    allowMethods: ["GET", "HEAD", "POST", "DELETE"],
    allowHeaders: ["Authorization", "Content-Type"],
    exposeHeaders: [
      ...["Age", "Cache-Status", "Retry-After", "Server-Timing"],
      ...["X-Ratelimit-Limit", "X-Ratelimit-Remaining"],
    ],
  }),
  readParams,
  jsonp,
);

app.get("/v1/media/search", identify, limit, async (c) => {
  const asked = searchOf(parse(searchParams, c.var.params), now());
  if (asked.bookmark) c.var.db.notBefore(asked.bookmark);
  const { rows, next } = await search(c.var.db, asked, c.var.caller.userId);
  const cursor =
    next &&
    encodeCursor(
      { place: [asked.max, next.time, next.pk], bookmark: asked.bookmark || c.var.db.bookmark() },
      asked.question,
    );
  return ok(c, rows.map(toJson), cursor && (await withCursor(c.req.url, cursor, c.var.caller.secret)));
});

app.get("/v1/media/popular", identify, limit, async (c) => {
  const { count } = parse(popularParams, c.var.params);
  const { data, age, cacheStatus, isFresh } = await popularList(c.env.KV, c.var.db, count, c.var.caller.userId);
  if (!isFresh) c.executionCtx.waitUntil(refreshKept(c.env));
  c.header("Age", String(age));
  c.header("Cache-Status", cacheStatus);
  c.set("cacheStatus", cacheStatus);
  return ok(c, data);
});

app.get("/v1/media/shortcode/:code", identify, limit, async (c) => {
  const row = await byId(c.var.db, parseShortcode(c.req.param("code")), c.var.caller.userId);
  return ok(c, toJson(row));
});

app.get("/v1/media/:id", identify, limit, async (c) => {
  const row = await byId(c.var.db, parseMediaId(c.req.param("id")), c.var.caller.userId);
  return ok(c, toJson(row));
});

app.get("/p/:code", brakeVisits, async (c) => {
  const site = siteOf(c.req.url);
  return page(c, await publicPhoto(c.var.db, c.req.param("code"), site), site);
});

app.get("/p/:code/media", brakeVisits, async (c) => {
  const { size } = parse(pictureParams, c.var.params);
  const photo = await publicPhoto(c.var.db, c.req.param("code"), siteOf(c.req.url));
  return c.body(null, 302, { ...BRIEFLY, Location: pictureOf(photo, size) });
});

app.get("/oembed", brakeVisits, async (c) => {
  const asked = parse(oembedParams, c.var.params);
  const site = siteOf(c.req.url);
  return bare(c, oembed(asked, await publicPhoto(c.var.db, codeIn(asked), site), site), BRIEFLY);
});

// Whoever knows a picture's name may see it: nobody can guess one.
app.get("/pictures/:name", (c) => picture(c.env.PICTURES, c.req.param("name"), c.req.raw));

app.get("/v1/media/:id/likes", identify, limit, async (c) => {
  const asked = parse(likersParams, c.var.params);
  const { authors, next } = await likers(c.var.db, parseMediaId(c.req.param("id")), c.var.caller.userId, asked);
  return ok(c, authors, next && (await withCursor(c.req.url, next, c.var.caller.secret)));
});

app.post("/v1/media/:id/likes", identify, limit, needScope("likes"), async (c) => {
  const { _method } = parse(likeParams, c.var.params);
  const id = parseMediaId(c.req.param("id"));
  await (_method === "DELETE" ? unlike(c.var.db, id, c.var.userId) : like(c.var.db, id, c.var.userId, now()));
  return ok(c, null);
});

app.delete("/v1/media/:id/likes", identify, limit, needScope("likes"), async (c) => {
  await unlike(c.var.db, parseMediaId(c.req.param("id")), c.var.userId);
  return ok(c, null);
});

const OTHER_METHODS = {
  "/v1/media/:id/likes": "GET, HEAD, POST, DELETE, OPTIONS",
  "/v1/media/shortcode/:code": "GET, HEAD, OPTIONS",
  "/v1/media/:id": "GET, HEAD, OPTIONS",
  "/p/:code": "GET, HEAD, OPTIONS",
  "/p/:code/media": "GET, HEAD, OPTIONS",
  "/oembed": "GET, HEAD, OPTIONS",
  "/pictures/:name": "GET, HEAD, OPTIONS",
};
for (const [path, allow] of Object.entries(OTHER_METHODS)) {
  app.all(path, (c) => {
    throw new ApiError(405, "APIError", `${c.req.method} is not allowed here; allowed: ${allow}`, { Allow: allow });
  });
}

app.notFound(() => {
  throw new ApiError(404, "APINotFoundError", "There is nothing at this path.");
});
app.onError(fail);

export default app;
