import { Unavailable } from "./errors.ts";

/** How long an answer is waited for, in milliseconds. */
const DEADLINES = { D1: 3_000, KV: 1_000, R2: 3_000, limiter: 300, "the counter of an address": 300 };

/** What `what` answers, or `Unavailable` after its time. The work itself is not stopped: nothing can stop it. */
export async function within<T>(what: keyof typeof DEADLINES, work: Promise<T>): Promise<T> {
  const ms = DEADLINES[what];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unavailable(`${what}: no answer in ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
