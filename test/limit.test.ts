import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { clientKey, tokenKey } from "../src/caller.ts";
import { type Answer, ask, counted, HOUR_MS, path, prepare, rate, takes } from "./counters.ts";
import { client, get, tokenOf } from "./makers.ts";

/** How often a caller may ask, through the front door, with the real counters. */

prepare();

test("every answer to a known caller tells the limit and what is left of it, errors too", async () => {
  const id = await client();
  const paths = [path, "/v1/media/641?", "/v1/media/search?lat=91&lng=0&", "/v1/media/popular?callback=f&", path];
  const answers = [];
  for (const asked of paths) answers.push(await get(`${asked}client_id=${id}`));
  expect(answers.map(({ status }) => status)).toEqual([200, 400, 400, 200, 200]);
  expect(answers.map(rate)).toEqual([4999, 4998, 4997, 4996, 4995].map((left) => ["5000", String(left)]));
  const exposed = answers[0]?.headers.get("Access-Control-Expose-Headers");
  for (const name of ["X-Ratelimit-Limit", "X-Ratelimit-Remaining", "Retry-After"]) expect(exposed).toContain(name);
});

test("nothing is told to a caller who is not known", async () => {
  for (const query of ["", "client_id=unknown", "access_token=unknown"]) {
    expect(rate(await get(path + query))).toEqual([null, null]);
  }
});

test("a request over the limit is refused as v1 refused it, for clients of both forms, and is not counted", async () => {
  const id = await client(crypto.randomUUID(), { limit: 3 });
  for (const left of ["2", "1", "0"]) expect(rate(await get(`${path}client_id=${id}`))).toEqual(["3", left]);
  const meta = {
    error_type: "OAuthRateLimitException",
    code: 429,
    error_message:
      "You have exceeded the maximum number of requests per hour. You have performed a total of 3 requests in the " +
      "last hour. Our general maximum limit is set at 3 requests per hour.",
  };
  for (let i = 0; i < 3; i++) {
    const { status, body, headers } = await get(`${path}client_id=${id}`);
    expect({ status, body }).toEqual({ status: 429, body: { meta, ...meta } });
    expect(rate({ status, headers })).toEqual(["3", "0"]);
    expect(Number(headers.get("Retry-After"))).toBeGreaterThan(HOUR_MS / 1000 - 30);
    expect(Number(headers.get("Retry-After"))).toBeLessThanOrEqual(HOUR_MS / 1000 + 10);
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
  }
  const script = await get(`${path}client_id=${id}&callback=f`);
  expect([script.status, script.body]).toEqual([200, { meta, ...meta }]);
  expect(await counted(clientKey(id))).toBe(3);
});

test("after the hour there is room again, when Retry-After said so", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const id = await client(crypto.randomUUID(), { limit: 2 });
  const status = async () => (await get(`${path}client_id=${id}`)).status;
  const start = Date.now();
  expect(await status()).toBe(200);
  vi.setSystemTime(start + HOUR_MS / 2);
  expect(await status()).toBe(200);
  const { headers } = await get(`${path}client_id=${id}`);
  const wait = Number(headers.get("Retry-After"));
  vi.setSystemTime(start + HOUR_MS / 2 + (wait - 11) * 1000);
  expect(await status()).toBe(429);
  vi.setSystemTime(start + HOUR_MS / 2 + wait * 1000);
  expect([await status(), await status()]).toEqual([200, 429]);
  vi.setSystemTime(start + 3 * HOUR_MS);
  expect([await status(), await status(), await status()]).toEqual([200, 200, 429]);
});

test("tokens and clients are counted apart; a token that names a client has that client's limit", async () => {
  const id = await client(crypto.randomUUID(), { limit: 2 });
  const [one, other] = [await tokenOf("1", { client_id: id }), await tokenOf("1", { client_id: id })];
  for (const query of [`access_token=${one}`, `access_token=${other}`, `client_id=${id}`]) {
    const answers = [await get(path + query), await get(path + query), await get(path + query)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(rate(answers[0] as Answer)).toEqual(["2", "1"]);
  }
  expect(rate(await get(`${path}access_token=${await tokenOf("1")}&client_id=${id}`))).toEqual(["5000", "4999"]);
});

test("the default is a setting", async () => {
  const answer = await ask(`${path}client_id=${await client()}`, { ...env, RATE_LIMIT: 7 });
  expect(rate(answer)).toEqual(["7", "6"]);
});

test("a limit that is changed rules at the next request", async () => {
  const id = await client(crypto.randomUUID(), { limit: 1 });
  const status = async () => (await get(`${path}client_id=${id}`)).status;
  expect([await status(), await status()]).toEqual([200, 429]);
  await client(id, { limit: 2 });
  expect([await status(), await status()]).toEqual([200, 429]);
  await client(id, { limit: 1 });
  expect(await status()).toBe(429);
});

test("every request is counted once, however many come at once, with one call of the counter each", async () => {
  const token = await tokenOf("1");
  let calls = 0;
  const bindings = takes((take) => {
    calls++;
    return take();
  });
  const asked = async (n: number) =>
    Promise.all(Array.from({ length: n }, () => ask(`${path}access_token=${token}`, bindings)));
  const answers = [...(await asked(50)), ...(await asked(50)), ...(await asked(1))];
  await Promise.all(answers.map(({ done }) => done));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(calls).toBe(101);
  expect(await counted(await tokenKey(token))).toBe(101);
});
