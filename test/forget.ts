import { env } from "cloudflare:workers";
import { vi } from "vitest";

// Seconds after which an isolate tries again, and some more.
const STEP_S = 40;
let behind = 0;

/**
 * Leaves nothing of the popular list: none in KV, no claim in D1, and none of this isolate's own attempts, which counts
 * seconds by `Date`. That stands still from here, each time a little further behind the time of D1 and KV.
 */
export async function forget() {
  behind += STEP_S;
  vi.useFakeTimers({ toFake: ["Date"], now: vi.getRealSystemTime() - behind * 1_000 });
  await env.DB.prepare("UPDATE popular SET claimed = 0").run();
  await env.KV.delete("popular");
}
