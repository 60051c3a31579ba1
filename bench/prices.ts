/**
 * What Cloudflare asks, US dollars, as its pages had it in November 2026 (developers.cloudflare.com: workers, d1, kv,
 * durable-objects and workers-logs, each under platform/pricing). `free` is a day's, `included` and `price` are a month's
 * on the paid plan; a price is that of a million more.
 */
export const PRICES = {
  "Worker requests": { free: 100_000, included: 10e6, price: 0.3 },
  "CPU ms": { free: Infinity, included: 30e6, price: 0.02 },
  "D1 rows read": { free: 5e6, included: 25e9, price: 0.001 },
  "D1 rows written": { free: 100_000, included: 50e6, price: 1 },
  "KV reads": { free: 100_000, included: 10e6, price: 0.5 },
  "KV writes": { free: 1_000, included: 1e6, price: 5 },
  "Durable Object requests": { free: 100_000, included: 1e6, price: 0.15 },
  "Durable Object GB-s": { free: 13_000, included: 400_000, price: 12.5 },
  "Durable Object rows written": { free: 100_000, included: 50e6, price: 1 },
  "log lines": { free: 200_000, included: 20e6, price: 0.6 },
};

/** The paid plan itself, a month. */
export const PLAN = 5;

/** D1's storage: bytes that the free plan has for a database, that any database can hold, that are included, and a GB-month. */
export const STORAGE = { free: 500e6, most: 10e9, included: 5e9, price: 0.75 };

export type Meter = keyof typeof PRICES;
