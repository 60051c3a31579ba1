import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, expect, test, vi } from "vitest";
import app from "../src/index.ts";
import { refreshKept, rewriteKept } from "../src/kept.ts";
import { forget } from "./forget.ts";
import { kept, older, photo, stores } from "./kept.ts";
import { client, put } from "./makers.ts";
import { countedBindings } from "./visit.ts";

/** Who may make the kept list anew: one at a time, so that KV is written 720 times a day at most. */

beforeEach(async () => {
  await forget();
  await env.DB.prepare("DELETE FROM media").run();
});

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000);

/** Instances of the module, as isolates have them. */
async function isolatesOf(size: number) {
  const isolates: typeof import("../src/kept.ts")[] = [];
  for (let i = 0; i < size; i++) {
    vi.resetModules();
    isolates.push(await import("../src/kept.ts"));
  }
  return isolates;
}

test("a storm on a stale list makes it once", async () => {
  await put(photo(1));
  await rewriteKept(stores);
  await older(300);
  const id = await client();
  const { bindings, calls } = countedBindings();
  const answers = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const context = createExecutionContext();
      const request = new Request(`https://darkroom.example/v1/media/popular?client_id=${id}`);
      const { status } = await app.fetch(request, bindings, context);
      await waitOnExecutionContext(context);
      return status;
    }),
  );
  expect(answers).toEqual(Array(200).fill(200));
  expect(calls).toMatchObject({ trips: 0, kvWrites: 1 });
});

test("of many isolates one makes it, and none again within 120 s", async () => {
  await put(photo(1));
  const isolates = await isolatesOf(3);
  const { bindings, calls } = countedBindings();
  const all = () => Promise.all(isolates.map(({ refreshKept }) => refreshKept(bindings)));
  await all();
  expect(calls).toMatchObject({ kvWrites: 1, atPrimary: { trips: 2 + 5 } });
  await all();
  // 30 s have not passed for any of them.
  expect(calls).toMatchObject({ kvWrites: 1, atPrimary: { trips: 2 + 5 } });
  for (const [seconds, writes] of [
    [40, 1],
    [75, 1],
    [40, 2],
  ] as const) {
    pass(seconds);
    await env.DB.prepare("UPDATE popular SET claimed = claimed - ?1").bind(seconds).run();
    await all();
    expect(calls.kvWrites, `${seconds} s later`).toBe(writes);
  }
}, 60_000);

test("a claim from a clock far ahead does not stand", async () => {
  await put(photo(1));
  await env.DB.prepare("UPDATE popular SET claimed = unixepoch() + 3600").run();
  await refreshKept(stores);
  expect(await kept()).not.toBe("");
});

test.for([
  { span: "an hour", step: 7, steps: 514, most: 30, least: 23 },
  { span: "a day", step: 41, steps: 2_108, most: 720, least: 520 },
])(
  "$span of questions every $step s, in several isolates, writes it $most times at most",
  { timeout: 120_000 },
  async ({ step, steps, most, least }) => {
    await put(photo(1));
    const isolates = await isolatesOf(3);
    const { bindings, calls } = countedBindings();
    for (let i = 0; i < steps; i++) {
      pass(step);
      await env.DB.prepare("UPDATE popular SET claimed = claimed - ?1").bind(step).run();
      await Promise.all(isolates.map(({ refreshKept }) => refreshKept(bindings)));
    }
    expect(calls.kvWrites).toBeLessThanOrEqual(most);
    // An isolate tries each 30 s, so none waits for much longer than 150.
    expect(calls.kvWrites).toBeGreaterThanOrEqual(least);
  },
);
