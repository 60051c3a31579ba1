import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import app from "../src/index.ts";
import { rewriteKept } from "../src/kept.ts";
import { brokenD1, brokenKV, fails, never } from "./broken.ts";
import { forget } from "./forget.ts";
import { ask, older, photo, stores } from "./kept.ts";
import { client, put, tokenOf } from "./makers.ts";

/** The list that KV keeps: how old it may be when it is served, and what is said of that. */

let [caller, asViewer] = ["", ""];
beforeEach(async () => {
  await forget();
  await env.DB.prepare("DELETE FROM media").run();
  [caller, asViewer] = [`client_id=${await client()}`, `access_token=${await tokenOf("71")}`];
});

describe("by its age", () => {
  const [first, second] = [photo(1), photo(2)];
  beforeEach(async () => {
    await put(first);
    await rewriteKept(stores);
    await put(second);
  });

  test("missing: made for this answer, and kept behind it", async () => {
    await env.KV.delete("popular");
    await env.DB.prepare("UPDATE popular SET claimed = 0").run();
    const { ids, age, cache, calls } = await ask(caller);
    expect({ ids, age, cache }).toEqual({ ids: [first.id, second.id], age: 0, cache: "darkroom; fwd=miss" });
    expect(calls).toMatchObject({ trips: 2, kvWrites: 1 });
    expect(await ask(caller)).toMatchObject({ ids: [first.id, second.id], calls: { trips: 0, kvWrites: 0 } });
  });

  test.each([0, 60, 119])("%i s old: fresh, served as it is, and left", async (seconds) => {
    await older(seconds);
    const { ids, age, cache, calls } = await ask(caller);
    expect({ ids, age, cache }).toEqual({
      ids: [first.id],
      age: seconds,
      cache: `darkroom; hit; ttl=${120 - seconds}`,
    });
    expect(calls).toMatchObject({ trips: 0, kvReads: 2, kvWrites: 0, atPrimary: { trips: 0 } });
  });

  test.each([120, 300, 599])("%i s old: stale, served at once, and made anew behind", async (seconds) => {
    await older(seconds);
    const { ids, age, cache, calls } = await ask(caller);
    expect({ ids, age, cache }).toEqual({
      ids: [first.id],
      age: seconds,
      cache: `darkroom; hit; ttl=${120 - seconds}`,
    });
    expect(calls).toMatchObject({ trips: 0, kvWrites: 1 });
    expect((await ask(caller)).ids).toEqual([first.id, second.id]);
  });

  test.each([600, 80_000])("%i s old: too old, made for this answer, and kept behind it", async (seconds) => {
    await older(seconds);
    const { ids, age, cache, calls } = await ask(caller);
    expect({ ids, age, cache }).toEqual({ ids: [first.id, second.id], age: 0, cache: "darkroom; fwd=stale" });
    expect(calls).toMatchObject({ trips: 2, kvWrites: 1 });
  });

  test.each([10, 300, 5_000, 86_000])(
    "%i s old while D1 fails: served, without what only D1 knows",
    async (seconds) => {
      await older(seconds);
      const DB = brokenD1(fails("D1_ERROR: Network connection lost."));
      const asClient = await ask(caller, { DB });
      expect(asClient).toMatchObject({ status: 200, ids: [first.id] });
      expect(asClient.age).toBe(seconds);
      const failed = seconds < 600 ? "" : "; detail=database-unavailable";
      expect(asClient.cache).toBe(`darkroom; hit; ttl=${120 - seconds}${failed}`);
      const { status, body, cache, age } = await askAsPublic(DB);
      expect(age).toBe(seconds);
      expect([status, body.data.map(({ id }: { id: string }) => id)]).toEqual([200, [first.id]]);
      expect(body.data[0]).not.toHaveProperty("user_has_liked");
      expect(cache).toBe(`darkroom; hit; ttl=${120 - seconds}; detail=database-unavailable`);
    },
  );

  test.each([10, 700])("%i s old while D1 never answers: served within the time of one call", async (seconds) => {
    await older(seconds);
    const began = performance.now();
    expect((await askAsPublic(brokenD1(never))).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(4_500);
  });

  /** A viewer's question whose answer has the public shape, for want of a database. */
  async function askAsPublic(DB: D1Database) {
    const request = new Request(`https://darkroom.example/v1/media/popular?${asViewer}`);
    const response = await app.fetch(request, { ...env, DB }, createExecutionContext());
    const { headers } = response;
    return {
      ...{ status: response.status, body: await response.json<{ data: { id: string }[] }>() },
      ...{ age: Number(headers.get("Age")), cache: headers.get("Cache-Status") },
    };
  }

  test("while KV fails: made for every answer", async () => {
    const only = (key: string) => key === "popular";
    for (const fault of [fails("KV GET failed: 500"), fails("KV GET failed: 429"), never]) {
      const { status, ids, age, cache } = await ask(caller, { KV: brokenKV(fault, only) });
      expect({ status, ids, age, cache }).toEqual({
        ...{ status: 200, ids: [first.id, second.id] },
        ...{ age: 0, cache: "darkroom; fwd=miss" },
      });
    }
  });

  test("a write that KV refuses costs no answer", async () => {
    await older(200);
    const KV = brokenKV(fails("KV PUT failed: 429 Too Many Requests"), undefined, ["put"]);
    expect(await ask(caller, { KV })).toMatchObject({ status: 200, ids: [first.id] });
  });

  test("a writer whose clock is a day ahead neither makes the list young nor old", async () => {
    vi.setSystemTime(Date.now() + 86_400_000);
    await rewriteKept(stores);
    const { metadata } = await env.KV.getWithMetadata<{ made: number }>("popular");
    expect(Math.abs((metadata?.made ?? 0) - vi.getRealSystemTime() / 1_000)).toBeLessThan(3);
  });
});

test("a list that is kept is forgotten after a day", async () => {
  await put(photo(1));
  await rewriteKept(stores);
  const { keys } = await env.KV.list({ prefix: "popular" });
  expect(Math.abs((keys[0]?.expiration ?? 0) - vi.getRealSystemTime() / 1_000 - 86_400)).toBeLessThanOrEqual(60);
});
