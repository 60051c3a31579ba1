import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { networkOf } from "../src/brake.ts";
import { client, put, record, tokenOf } from "./makers.ts";
import { visit } from "./visit.ts";

/** The brake on guessing. The real counter, in the simulator: 100 in each minute of the clock. */

let serial = 0;
/** An address that no other test has. */
const address = () => `192.0.2.${serial++}`;

const PATH = "/v1/media/640?";
beforeAll(() => put(record({ id: "640" })));

const ask = (query: string, from: string | undefined) =>
  visit(PATH + query, from === undefined ? {} : { headers: { "CF-Connecting-IP": from } });

/** Waits, where the clock's minute ends too soon for all guesses of a test to be in one. */
async function earlyInMinute() {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 20_000) await new Promise((resolve) => setTimeout(resolve, left));
}

/** So many refused credentials, one after the other. */
async function guess(n: number, from: string, query = "access_token=guess") {
  const statuses: number[] = [];
  for (let i = 0; i < n; i++) statuses.push((await ask(`${query}${i}`, from)).status);
  return statuses;
}

const timeout = 120_000;

test("an address whose credentials were refused over 100 times is refused without a look", { timeout }, async () => {
  const from = address();
  const known = [`access_token=${await tokenOf("1")}`, `client_id=${await client()}`];
  for (const query of known) expect((await ask(query, from)).status).toBe(200);
  await earlyInMinute();

  expect(new Set(await guess(100, from))).toEqual(new Set([400]));
  expect(await guess(1, from)).toEqual([429]);
  for (const query of ["access_token=guess", "client_id=guess", `access_token=${await tokenOf("1")}`]) {
    const { status, body, headers, calls } = await ask(query, from);
    const { meta, ...bare } = body;
    expect([status, meta.error_type, calls.kvReads, calls.trips]).toEqual([429, "OAuthRateLimitException", 0, 0]);
    expect(bare).toEqual(meta);
    expect(Number(headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(Number(headers.get("Retry-After"))).toBeLessThanOrEqual(60);
    expect(headers.get("X-Ratelimit-Remaining")).toBeNull();
  }
  // Who was seen valid behind that address goes on as before, and so does everyone elsewhere.
  for (const query of known) expect((await ask(query, from)).status).toBe(200);
  expect((await ask(`access_token=${await tokenOf("1")}`, address())).status).toBe(200);
  expect((await ask("access_token=guess", address())).status).toBe(400);
  // Nothing is guessed with no credential, and nothing is looked up for it.
  expect((await ask("", from)).status).toBe(400);

  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + 61_000);
  expect((await ask(`access_token=${await tokenOf("1")}`, from)).status).toBe(200);
  vi.useRealTimers();
});

test("neither valid callers nor requests without a credential are counted", { timeout }, async () => {
  const from = address();
  const id = await client();
  await earlyInMinute();
  for (let i = 0; i < 110; i++) {
    await ask(`client_id=${id}`, from);
    await ask("", from);
  }
  expect(await guess(2, from)).toEqual([400, 400]);
});

test.each([
  ["unknown clients", "client_id=guess"],
  ["tokens of a wrong form", `access_token=${"t".repeat(520)}`],
])("%s are counted too", { timeout }, async (_, query) => {
  const from = address();
  await earlyInMinute();
  expect(await guess(102, from, query)).toEqual([...Array(100).fill(400), 429, 429]);
});

test("wrong signatures are counted, and do not brake their client", { timeout }, async () => {
  const from = address();
  const id = await client(crypto.randomUUID(), { enforce_signed: true });
  const seen = await client();
  expect((await ask(`client_id=${seen}`, from)).status).toBe(200);
  await earlyInMinute();
  expect(await guess(101, from, `client_id=${id}&sig=`)).toEqual([...Array(100).fill(403), 429]);
  expect((await ask(`client_id=${seen}`, from)).status).toBe(200);
});

test("a credential that is no longer valid loses its passage", { timeout }, async () => {
  const from = address();
  const token = await tokenOf("1");
  expect((await ask(`access_token=${token}`, from)).status).toBe(200);
  await earlyInMinute();
  await guess(101, from);
  await tokenOf("1", { expires: 1 }, token);
  expect((await ask(`access_token=${token}`, from)).status).toBe(429);
  expect((await ask(`access_token=${token}`, from)).calls.kvReads).toBe(0);
});

test("a counter that fails brakes nobody, and without an address nobody is counted", async () => {
  const { guarded } = await import("../src/brake.ts");
  const { ApiError } = await import("../src/errors.ts");
  const refuse = async () => {
    throw new ApiError(400, "OAuthAccessTokenException", "no");
  };
  const broken = { limit: () => Promise.reject(new Error("out of reach")) } as unknown as RateLimit;
  const full = { limit: async () => ({ success: false }) } as unknown as RateLimit;
  for (let i = 0; i < 3; i++) {
    await expect(guarded(broken, address(), "k", refuse)).rejects.toMatchObject({ code: 400 });
    await expect(guarded(full, undefined, "k", refuse)).rejects.toMatchObject({ code: 400 });
  }
  await expect(guarded(env.GUESSES, address(), "k", refuse)).rejects.toMatchObject({ code: 400 });
});

describe("an address is counted", () => {
  test.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:DB8:0:0:ffff::9", "2001:db8:0:0::/64"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1:2:3:4", "fe80:0:0:0::/64"],
    ["::ffff:192.0.2.7", "0:0:0:0:0:ffff:c000:207"],
    ["nonsense", "nonsense"],
  ])("%s as %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
