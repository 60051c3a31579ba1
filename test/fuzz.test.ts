import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import app from "../src/index.ts";
import { read } from "./answer.ts";
import { client, full, get, hidden, person, put, record, tokenOf } from "./makers.ts";
import { ROUTES } from "./routes.ts";

/** Requests as an attacker sends them. RUNS and SEED: another walk, or a longer one. */

const SEED = 20131115;
const RUNS = 10_000;
/** What no answer may hold: of a private photo, and of what is inside. */
const PRIVATE = "for nobody else to see";
const INNER = /sqlite|d1_error|select |syntax error|drizzle|zod|\bat [\w./]+:\d+|TypeError|undefined|\[object/i;
/** Where and when the private photo was taken, and another one. */
const FOUND = "lat=1&lng=1&min_timestamp=1399900000&max_timestamp=1400000001";
const MAX_ROWS = 7_500;
const MAX_MS = 5_000;

let paths: string[] = [];
let credentials: string[] = [];
beforeAll(async () => {
  const owner = await hidden();
  const caption = { created_time: "1400000000", text: PRIVATE, from: owner, id: "1" };
  const location = { latitude: 1, longitude: 1, name: "A place", id: 64 };
  const secret = full({ id: "640", user: owner, caption, tags: [PRIVATE], location });
  await put(secret, full({ id: "641", location }));
  for (const path of ["/v1/media/640?", `/v1/media/search?${FOUND}&`]) {
    expect((await get(`${path}access_token=${await tokenOf(owner.id)}`)).text).toContain(PRIVATE);
  }
  paths = await Promise.all(Object.values(ROUTES).map(async (route) => (await route()).split("?")[0] ?? ""));
  paths.push("/v1/media/640", "/v1/media/shortcode/KA", "/v1/media/641", "/v1/nothing");
  paths.push("/p/KA", "/p/KB", "/p/KA/media", "/p/KB/media", "/oembed", "/oembed");
  const unlimited = { limit: 1_000_000_000 };
  const id = await client(crypto.randomUUID(), unlimited);
  const signer = await client(crypto.randomUUID(), { ...unlimited, enforce_signed: true });
  const fan = person();
  await put(record({ user: fan }));
  const token = await tokenOf(fan.id, { client_id: id, scopes: ["basic", "likes"] });
  credentials = [
    ...Array(4).fill(`client_id=${id}`),
    ...Array(4).fill(`access_token=${token}`),
    `client_id=${signer}`,
    "client_id=unknown",
    "access_token=unknown",
    "",
  ];
});

const NUMBERS = ["0", "-0", "1", "-1", "90", "180", "-180.0000001", "1e308", "1e-320", "5e999", "NaN", "Infinity"];
NUMBERS.push("9007199254740993", "9223372036854775808", "-9223372036854775809", "0x7f", "1_0", "٣", "1".repeat(400));
const ATTACKS = ["' OR 1=1--", "'; DROP TABLE media;--", "\u0000", "a\u0000b", "../../etc/passwd", "%00", "%2e%2e%2f"];
ATTACKS.push("a\r\nSet-Cookie: x=1", "</script><script>alert(1)</script>", "{{7*7}}");
ATTACKS.push(
  "\u2028",
  "\ud800",
  "\ufeff",
  "\u202e",
  "🌊",
  "é".repeat(300),
  "x".repeat(9_000),
  "[]",
  "{}",
  "null",
  "true",
);

const value = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.constantFrom(...ATTACKS),
  fc.double().map(String),
  fc.integer().map(String),
  fc.bigInt().map(String),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom("48.858844", "2.294351", "1000", "20", "1400000000"),
  fc.constantFrom("https://darkroom.example/p/KA/", "https://darkroom.example/p/KB", "t", "l"),
);
const NAMES = ["lat", "lng", "distance", "min_timestamp", "max_timestamp", "count", "cursor", "callback", "sig"];
const WAYS = ["access_token", "client_id", "?access_token", "_method", "max_id", "q", "constructor", "__proto__"];
WAYS.push("url", "size", "maxwidth", "format");
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 2, arbitrary: fc.constantFrom(...WAYS) },
  { weight: 1, arbitrary: fc.constantFrom("lat[]", "count[0]", "lat[lat]", "LAT", "count ", "") },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
);
/** Percent-encoded, as browsers do, or as it is, as others do. */
const pair = fc.tuple(name, value, fc.boolean()).map(([name, value, encoded]) => {
  const encode = encoded ? (text: string) => encodeURIComponent(text.toWellFormed()) : (text: string) => text;
  return `${encode(name)}=${encode(value)}`;
});
const query = fc.array(pair, { maxLength: 8 });
/** A search that is answered, where nothing that comes after spoils it. */
const good = fc.constantFrom("", "", "lat=48.858844&lng=2.294351", FOUND);

const ids = fc.oneof(
  value,
  fc.constantFrom("3_3", "3_4", "640", "640_1", "03", "3.json", "a%2Fb", "%zz", "%c0%af", "%00"),
);
const path = fc.oneof(
  { weight: 6, arbitrary: fc.nat() },
  { weight: 2, arbitrary: ids.map((id) => `/v1/media/${encodeURIComponent(id.toWellFormed())}`) },
  { weight: 1, arbitrary: ids.map((id) => `/v1/media/${id}`) },
  { weight: 1, arbitrary: ids.map((id) => `/v1/media/shortcode/${encodeURIComponent(id.toWellFormed())}`) },
  { weight: 1, arbitrary: ids.map((id) => `/p/${encodeURIComponent(id.toWellFormed())}`) },
  { weight: 1, arbitrary: fc.tuple(ids, ids).map(([a, b]) => `/${a}/${b}`) },
);
const end = fc.constantFrom("", "", "", "/", ".json", ".json/", "//", ".xml", "/..", "/%2e%2e/search");

const headerValue = fc.oneof(
  fc.constantFrom(
    // Beyond ASCII a header's value is bytes, of which a test can make none.
    ...NUMBERS.filter((number) => /^[ -~]*$/.test(number)),
    "Bearer",
    "Bearer x",
    "Bearer  a b",
    "Basic YTpi",
    `bearer ${"x".repeat(2_000)}`,
    "*",
    "null",
  ),
  fc.string({ maxLength: 80 }),
);
const HEADERS = ["Authorization", "Origin", "Accept", "Content-Type", "CF-Connecting-IP", "X-Forwarded-For", "Host"];
HEADERS.push(
  "X-HTTP-Method-Override",
  "Cookie",
  "Range",
  "If-None-Match",
  "Access-Control-Request-Method",
  "X-Insta-Forwarded-For",
);
const headers = fc.array(fc.tuple(fc.constantFrom(...HEADERS), headerValue), { maxLength: 3 });
const method = fc.oneof(
  { weight: 12, arbitrary: fc.constant("GET") },
  { weight: 1, arbitrary: fc.constantFrom("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND") },
);
const body = fc.option(fc.string({ unit: "binary", maxLength: 200 }));

test("whatever is sent, the answer is well formed, and tells nothing that it should not", { timeout: 0 }, async () => {
  const statuses: Record<number, number> = {};
  let sent = 0;
  const anything = fc.asyncProperty(
    fc.record({ path, end, method, good, query, headers, body, credential: fc.nat() }),
    async (asked) => {
      const request = requestOf(asked);
      if (!request) return;
      sent++;
      const began = Date.now();
      const context = createExecutionContext();
      const response = await app.fetch(request, env, context);
      const { status, text, rows, headers } = await read(request, response);
      await waitOnExecutionContext(context);
      statuses[status] = (statuses[status] ?? 0) + 1;
      // 501 is oEmbed's answer to another format.
      if (status !== 501) expect(status).toBeLessThan(500);
      expect(text).not.toContain(PRIVATE);
      if (status !== 200) expect(text).not.toMatch(INNER);
      expect(headers.get("Set-Cookie")).toBeNull();
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(rows || 0).toBeLessThanOrEqual(MAX_ROWS);
      expect(Date.now() - began).toBeLessThan(MAX_MS);
    },
  );
  const [seed, numRuns] = [Number(env.SEED || SEED), Number(env.RUNS || RUNS)];
  await fc.assert(anything, { seed, numRuns });
  console.info(`${sent} requests, seed ${seed}: ${JSON.stringify(statuses)}`);
  expect(sent).toBeGreaterThan(numRuns * 0.9);
  for (const status of [200, 302, 400, 403, 404, 405]) expect(statuses[status]).toBeGreaterThan(0);
});

interface Asked {
  path: number | string;
  end: string;
  method: string;
  good: string;
  query: string[];
  headers: [string, string][];
  body: string | null;
  credential: number;
}

/** Null for what no client can send: a URL or a header that the platform itself refuses. */
function requestOf({ path, end, method, good, query, headers, body, credential }: Asked): Request | null {
  const at = typeof path === "number" ? paths[path % paths.length] : path;
  const asked = [good, credentials[credential % credentials.length], ...query].filter(Boolean).join("&");
  try {
    const url = new URL(`https://darkroom.example${at}${end}?${asked}`);
    if (url.host !== "darkroom.example") return null;
    const sends = body !== null && !["GET", "HEAD", "OPTIONS"].includes(method);
    return new Request(url, { method, headers, ...(sends && { body }) });
  } catch {
    return null;
  }
}
