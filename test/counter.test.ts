import { createExecutionContext, evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { describe, expect, test, vi } from "vitest";
import type { Env } from "../src/env.ts";
import { fail } from "../src/envelope.ts";
import { limit } from "../src/limit.ts";
import type { Taken } from "../src/limiter.ts";
import { ask, HOUR_MS, path, prepare, rate, takes } from "./counters.ts";
import { client, tokenOf } from "./makers.ts";
import { visit } from "./visit.ts";

/** What the counter costs beside the read, and what it keeps. */

prepare();

describe("beside the read", () => {
  test("the counter is asked while the database is, and neither waits for the other", async () => {
    let asked = { d1: () => {}, counter: () => {} };
    const both = {
      d1: new Promise<void>((resolve) => (asked = { ...asked, d1: resolve })),
      counter: new Promise<void>((resolve) => (asked = { ...asked, counter: resolve })),
    };
    const bindings = takes(async (take) => {
      asked.counter();
      await both.d1;
      return take();
    });
    const statement = (real: D1PreparedStatement): D1PreparedStatement =>
      new Proxy(real, {
        get(target, name) {
          if (name === "bind") return (...values: unknown[]) => statement(target.bind(...values));
          if (name !== "run" && name !== "all") return Reflect.get(target, name);
          return async () => {
            asked.d1();
            await both.counter;
            return target.run();
          };
        },
      });
    const session = env.DB.withSession("first-unconstrained");
    const gated = { prepare: (sql: string) => statement(session.prepare(sql)), getBookmark: () => null };
    const DB = { withSession: () => gated } as unknown as D1Database;
    // An isolate that knows nothing of the caller, so that it has to wait for both.
    const answer = await ask(`${path}client_id=${await client()}`, { ...bindings, DB });
    expect([answer.status, ...rate(answer)]).toEqual([200, "5000", "4999"]);
  });

  test("a request costs what it did, and one call of the counter", async () => {
    const id = await client();
    for (let i = 0; i < 3; i++) {
      const { calls, callsInAll } = await visit(`${path}client_id=${id}`);
      expect(calls).toMatchObject({ trips: 1, kvReads: 1 });
      expect(callsInAll.takes).toBe(1);
    }
    const token = await tokenOf("1", { client_id: id });
    expect((await visit(`${path}access_token=${token}`)).calls).toMatchObject({ trips: 1, kvReads: 2 });
  });

  test("what an isolate knows to be over the limit costs neither D1 nor the counter", async () => {
    const id = await client(crypto.randomUUID(), { limit: 1 });
    const [first, second, third] = [
      await visit(`${path}client_id=${id}`),
      await visit(`${path}client_id=${id}`),
      await visit(`${path}client_id=${id}`),
    ];
    expect([first.status, second.status, third.status]).toEqual([200, 429, 429]);
    expect(third.callsInAll).toMatchObject({ trips: 0, kvReads: 1, takes: 0 });
  });
});

test("a handler that writes does not begin before its request is let pass", async () => {
  const key = crypto.randomUUID();
  let written = 0;
  const writer = new Hono<Env>()
    .use(async (c, next) => {
      c.set("caller", { userId: "1", scopes: [], key, fingerprint: "", limit: 1, secret: undefined });
      await next();
    })
    .post("/", limit, (c) => c.text(String(++written)))
    .onError(fail);
  const slow = takes(async (take) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return take();
  });
  const statuses = [];
  for (let i = 0; i < 3; i++) {
    statuses.push((await writer.request("/", { method: "POST" }, slow, createExecutionContext())).status);
  }
  expect([statuses, written]).toEqual([[200, 429, 429], 1]);
});

describe("a counter that can't be reached", () => {
  test.for([
    ["never answers", () => new Promise<Taken>(() => {})],
    ["fails", () => Promise.reject(new Error("Durable Object reset because its code was updated."))],
  ] as const)("lets the request pass within its time, without the headers, where it %s", async ([, fault]) => {
    const began = Date.now();
    const answer = await ask(`${path}client_id=${await client()}`, takes(fault));
    expect([answer.status, ...rate(answer)]).toEqual([200, null, null]);
    expect(Date.now() - began).toBeLessThan(1_500);
  });

  test("is asked anew, and rules again when it answers", async () => {
    const id = await client(crypto.randomUUID(), { limit: 1 });
    const fails = takes(() => Promise.reject(new Error("overloaded")));
    expect((await ask(`${path}client_id=${id}`, fails)).status).toBe(200);
    expect((await ask(`${path}client_id=${id}`, fails)).status).toBe(200);
    expect(rate(await ask(`${path}client_id=${id}`))).toEqual(["1", "0"]);
    expect((await ask(`${path}client_id=${id}`)).status).toBe(429);
  });
});

describe("the counter's own memory", () => {
  test("comes back whole after it was taken out of memory", async () => {
    const counter = env.LIMITER.getByName(crypto.randomUUID());
    for (let i = 0; i < 5; i++) await counter.take(10, false);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await evictDurableObject(counter);
    expect(await counter.take(10, false)).toEqual({ count: 6, retryMs: null });
  });

  test("is gone an hour after the last request, and not before", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const counter = env.LIMITER.getByName(crypto.randomUUID());
    await counter.take(10, false);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await runDurableObjectAlarm(counter)).toBe(true);
    expect(await counter.take(10, false)).toMatchObject({ count: 2 });
    vi.setSystemTime(Date.now() + HOUR_MS + 10_000);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await runDurableObjectAlarm(counter)).toBe(true);
    expect(await runDurableObjectAlarm(counter)).toBe(false);
    expect(await counter.take(10, false)).toMatchObject({ count: 1 });
  });
});
