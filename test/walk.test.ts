import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { openDatabase } from "../src/database.ts";
import { searchOf } from "../src/media/search.ts";
import { search } from "../src/media/walk.ts";
import { person, put, record } from "./makers.ts";
import { away, type Place } from "./oracle.ts";
import { seeded } from "./random.ts";

/** What the walk itself reads, which D1 bills, where photos lie densely, beside a crowd, and where there are none. */

const T = 1_400_000_000;
const DAY = 86_400;
const random = seeded(1_100_000);

// Far from each other. `dense` is `thin` with ten times the photos, a quarter of the globe on: the same cells there.
const thin = { lat: 48.8588, lng: 2.2943 };
const dense = { lat: 48.8588, lng: 92.2943 };
const stadium = { lat: 41.3809, lng: 2.1228 };
const pole = { lat: 90, lng: 0 };
// 110 m from the other pole, which it reaches over.
const polarStadium = { lat: -89.999, lng: 45 };
const empty = { lat: 0.5, lng: -30.7 };

const owners = Array.from({ length: 30 }, () => person());
function crowd(count: number, at: Place, radius: number, span: number) {
  return Array.from({ length: count }, () => {
    const { lat, lng } = away(at, radius * Math.sqrt(random.between(0, 1)), random.between(0, 2 * Math.PI));
    const created_time = String(T - random.integer(1, span));
    return record({ user: random.pick(owners), created_time, latitude: lat, longitude: lng });
  });
}

beforeAll(async () => {
  await put(...crowd(5_000, thin, 5_000, 5 * DAY));
  await put(...crowd(50_000, dense, 5_000, 5 * DAY));
  await put(...crowd(10_000, stadium, 150, 3 * 3_600));
  await put(...crowd(10_000, polarStadium, 150, 3 * 3_600));
  await put(...crowd(5_000, pole, 5_000, 5 * DAY));
}, 120_000);

/** Rows read by the walk: those of a whole answer, less the three that show a photo of which nothing more is known. */
async function rowsOf(at: Place, radius: number, count: number) {
  const db = openDatabase(env.DB);
  const window = { min_timestamp: T - 5 * DAY, max_timestamp: T, cursor: undefined };
  const asked = searchOf({ ...at, distance: radius, count, ...window }, T);
  const { rows, next } = await search(db, asked, null);
  return { walk: db.cost.rows - 3 * rows.length, found: rows.length, next, trips: db.cost.trips };
}

const RADII = [1, 10, 30, 100, 300, 1_000, 5_000];
const BUDGET: Record<number, number> = { 20: 800, 100: 1_500 };

test.for([20, 100])("%i results: within its budget at any radius and density", async (count) => {
  const centres = {
    thin,
    dense,
    stadium,
    polarStadium,
    pole,
    empty,
    edge: away(dense, 5_000, 1),
    nearStadium: away(stadium, 150, 2),
    southPole: { lat: -90, lng: 0 },
  };
  for (const [name, at] of Object.entries(centres)) {
    for (const radius of RADII) {
      const { walk, trips } = await rowsOf(at, radius, count);
      expect(walk, `${name}, ${radius} m`).toBeLessThanOrEqual(BUDGET[count] ?? 0);
      expect(trips, `${name}, ${radius} m`).toBe(1);
    }
  }
});

test.for([20, 100])(
  "%i results: 20 m beside a crowd, it finds nothing within its bound, and says that this was all",
  async (count) => {
    for (const crowd of [stadium, polarStadium]) {
      for (const radius of [10, 30, 100, 300, 1_000, 2_000, 5_000]) {
        const { walk, found, next, trips } = await rowsOf(away(crowd, 170 + radius, 1.5), radius, count);
        const where = `${radius} m beside ${crowd.lat}`;
        expect({ found, next }, where).toEqual({ found: 0, next: undefined });
        expect(walk, where).toBeLessThanOrEqual(BUDGET[count] ?? 0);
        expect(trips, where).toBeLessThanOrEqual(2);
      }
    }
  },
);

test("a crowd within a metre or two of the rim, nearer than any cell is wide, is bounded too", async () => {
  const at = { lat: -23.5505, lng: -46.6333 };
  await put(
    ...Array.from({ length: 5_000 }, () => {
      const { lat, lng } = away(at, 500 + random.between(1, 3), random.between(0, 0.3));
      return record({
        user: random.pick(owners),
        created_time: String(T - random.integer(1, DAY)),
        latitude: lat,
        longitude: lng,
      });
    }),
  );
  const { walk, found, trips } = await rowsOf(at, 500, 20);
  expect(found).toBe(0);
  expect(walk).toBeLessThanOrEqual(7_500);
  expect(trips).toBe(4);
});

test("ten times the photos cost at most a tenth more, where both give a full page", async () => {
  // Over many centres: how many of the next photos lie just outside the rim is chance.
  const shifts = Array.from({ length: 60 }, () => [random.between(0, 1_500), random.between(0, 7)] as const);
  for (const radius of [1_000, 2_000, 3_000]) {
    let [few, many, full] = [0, 0, 0];
    for (const [metres, bearing] of shifts) {
      const [less, more] = [
        await rowsOf(away(thin, metres, bearing), radius, 20),
        await rowsOf(away(dense, metres, bearing), radius, 20),
      ];
      if (less.found < 20 || more.found < 20) continue;
      full++;
      few += less.walk;
      many += more.walk;
    }
    expect(full, `${radius} m`).toBeGreaterThan(shifts.length - 5);
    expect(many, `${radius} m: ${few / full} rows on average before`).toBeLessThanOrEqual(few * 1.1);
  }
});
