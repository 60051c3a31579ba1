import { env } from "cloudflare:workers";
import { vi } from "vitest";

// Seconds between two clocks, each of which lets a new attempt pass where the other one has made one.
const APART_S = 40;
let behind = 0;

/**
 * Leaves nothing of the popular list: none in KV, no claim in D1, and none of this isolate's own attempts, which counts
 * seconds by `Date`. That stands still from here, at now or a little before.
 */
export async function forget() {
  behind = APART_S - behind;
  vi.useFakeTimers({ toFake: ["Date"], now: vi.getRealSystemTime() - behind * 1_000 });
  await env.DB.prepare("UPDATE popular SET claimed = 0").run();
  await env.KV.delete("popular");
}
