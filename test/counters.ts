import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, vi } from "vitest";
import type { Bindings } from "../src/env.ts";
import app from "../src/index.ts";
import type { Taken } from "../src/limiter.ts";
import { put, record } from "./makers.ts";

/** What tests of limits ask, and see of the counters. */

export const HOUR_MS = 3_600_000;

/** A photo to ask for, which `prepare` puts there. */
export const path = "/v1/media/640?";

/** For a file of tests: the photo before them, the real time after each. */
export function prepare() {
  beforeAll(() => put(record({ id: "640" })));
  afterEach(() => {
    vi.useRealTimers();
  });
}

export type Answer = { status: number; headers: Headers };
export const rate = ({ headers }: Answer) => [headers.get("X-Ratelimit-Limit"), headers.get("X-Ratelimit-Remaining")];

/** How many requests a caller's counter holds. */
export async function counted(key: string): Promise<number> {
  return ((await env.LIMITER.getByName(key).take(0, false)) as Taken).count;
}

/** The bindings with something in the way of every call of a counter. */
export const takes = (around: (take: () => Promise<Taken>, passed: boolean) => Promise<Taken>): Bindings => ({
  ...env,
  LIMITER: {
    getByName: (key: string) => ({
      take: (limit: number, passed: boolean) =>
        around(() => env.LIMITER.getByName(key).take(limit, passed) as Promise<Taken>, passed),
    }),
  } as unknown as Bindings["LIMITER"],
});

export async function ask(url: string, bindings: Bindings = env, isolate = app) {
  const context = createExecutionContext();
  const response = await isolate.fetch(new Request(`https://darkroom.example${url}`), bindings, context);
  await response.text();
  return { status: response.status, headers: response.headers, done: waitOnExecutionContext(context) };
}

/** The application so many times, each with a memory of its own, as isolates have it. */
export async function isolates(n: number) {
  const apps: (typeof app)[] = [];
  for (let i = 0; i < n; i++) {
    vi.resetModules();
    apps.push((await import("../src/index.ts")).default);
  }
  expect(new Set(apps).size).toBe(n);
  return apps;
}
