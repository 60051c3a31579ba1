import { photos } from "./data.ts";
import { folder } from "./folder.ts";
import { type Meter, PLAN, PRICES, STORAGE } from "./prices.ts";
import { createFile, fill } from "./store.ts";

/**
 * `npm run cost`: what an instance costs in a month, as the table of the README, from bytes a photo (measured here, on a
 * local D1), from rows and operations (which test/budgets.test.ts holds) and from the published prices.
 */

const SIZES = [10_000, 1_000_000, 10_000_000];
const RATES = [1, 100, 10_000];
const DAYS = 30;
const MEASURED_PHOTOS = 100_000;

/** The mix: of 100 requests. Rows are the budgets of the tests: of a search halfway between bare and full photos. */
const MIX = {
  search: { share: 0.6, rows: (250 + 670) / 2, kvReads: 1 },
  popular: { share: 0.25, rows: 135, kvReads: 2 },
  photo: { share: 0.15, rows: 28, kvReads: 1 },
};
// Not measured: Cloudflare's processors are not to be had here.
const CPU_MS = 5;
// What making the popular list anew costs, once in two minutes at most, and only where it is asked for.
const REFRESH = { rows: 3_000, written: 1, most: 720 };
// A counter stays in memory for a second after a request, then writes one row.
const COUNTER = { seconds: 1, gb: 0.128 };
// Each caller uses half of its limit of 5,000 an hour.
const CALLER_PER_HOUR = 2_500;
/** Of a photo with a position, without likes and comments: test/rows.test.ts. */
const ROWS_PER_PHOTO = 14;

/** What is used in a day at so many requests a minute. */
function used(perMinute: number): Record<Meter, number> {
  const requests = perMinute * 60 * 24;
  const mean = (key: "rows" | "kvReads") => Object.values(MIX).reduce((sum, kind) => sum + kind.share * kind[key], 0);
  const refreshes = Math.min(requests * MIX.popular.share, REFRESH.most);
  const callers = Math.max(1, Math.round((perMinute * 60) / CALLER_PER_HOUR));
  // Requests of a caller come at random: the share of seconds that have one in the second before.
  const awake = callers * 86_400 * (1 - Math.exp((-COUNTER.seconds * requests) / callers / 86_400));
  return {
    "Worker requests": requests,
    "CPU ms": requests * CPU_MS,
    "D1 rows read": requests * mean("rows") + refreshes * REFRESH.rows,
    "D1 rows written": refreshes * REFRESH.written,
    "KV reads": requests * mean("kvReads"),
    "KV writes": refreshes,
    "Durable Object requests": requests,
    "Durable Object GB-s": awake * COUNTER.gb,
    "Durable Object rows written": awake / COUNTER.seconds,
    "log lines": requests,
  };
}

/** Dollars a month on the paid plan, and which meters the free plan would stop at. */
function bill(perMinute: number, bytes: number) {
  const day = Object.entries(used(perMinute)) as [Meter, number][];
  const parts = day.map(([meter, n]) => {
    const { included, price } = PRICES[meter];
    return { meter, dollars: (Math.max(0, n * DAYS - included) / 1e6) * price };
  });
  const storage = (Math.max(0, bytes - STORAGE.included) / 1e9) * STORAGE.price;
  const over = day.filter(([meter, n]) => n > PRICES[meter].free).map(([meter]) => meter as string);
  if (bytes > STORAGE.free) over.push("D1 storage");
  const dollars = parts.reduce((sum, part) => sum + part.dollars, PLAN + storage);
  return { parts, over, dollars, storage };
}

/** The highest whole number of requests a minute that the free plan allows, all day long; by one meter alone where it is given. */
function lastFree(from: number, by?: Meter): number {
  const day = Object.entries(used(from)) as [Meter, number][];
  const isOver = day.some(([meter, n]) => (by ?? meter) === meter && n > PRICES[meter].free);
  return isOver ? from - 1 : lastFree(from + 1, by);
}

const money = (dollars: number) => `$${dollars.toFixed(dollars < 100 ? 2 : 0)}`;
const number = (n: number) => n.toLocaleString("en-US", { maximumFractionDigits: 0 });

const state = folder();
const each = fill(await createFile(state), photos(MEASURED_PHOTOS)).bytes.with;

const cells = (size: number) =>
  RATES.map((rate) => {
    const { over, dollars } = bill(rate, size * each);
    return `${money(dollars)}${over.length === 0 ? " (free plan: $0)" : ""}`;
  });
console.log(
  [
    `Bytes a photo: ${number(each)} (of ${number(MEASURED_PHOTOS)} on a local D1).`,
    "",
    `| photos | stored, GB | import, once | ${RATES.map((rate) => `${number(rate)} a minute`).join(" | ")} |`,
    `| ---${" | ---".repeat(RATES.length + 2)} |`,
    ...SIZES.map((size) => {
      const written = size * ROWS_PER_PHOTO;
      const once = `${money((Math.max(0, written - PRICES["D1 rows written"].included) / 1e6) * PRICES["D1 rows written"].price)}, or ${number(Math.ceil(written / PRICES["D1 rows written"].free))} days of the free plan`;
      const gb = (size * each) / 1e9;
      return `| ${number(size)} | ${gb.toFixed(2)} | ${once} | ${cells(size).join(" | ")} |`;
    }),
    "",
    ...RATES.map((rate) => {
      const { parts, over } = bill(rate, 0);
      const dear = parts.filter(({ dollars }) => dollars >= 0.01).sort((a, b) => b.dollars - a.dollars);
      const what = dear.map(({ meter, dollars }) => `${meter} ${money(dollars)}`).join(", ");
      return `${number(rate)} a minute: ${what || "nothing beyond the plan's $5"}; over the free plan: ${over.join(", ") || "nothing"}.`;
    }),
    `The free plan ends at ${lastFree(1)} requests a minute, by requests alone at ${lastFree(1, "Worker requests")}.`,
    `A database of ${number(STORAGE.most / each)} photos is full; the free plan's of ${number(STORAGE.free / each)}.`,
  ].join("\n"),
);
