import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { removeMedia } from "../cli/media.ts";
import { client, get, hidden, newId, put, record, tokenOf } from "./makers.ts";
import { answer, away, isClear, type Taken } from "./oracle.ts";
import { seeded } from "./random.ts";

/** Pages of a search, walked to the end. */

const SEED = 20130401;
const T = 1_400_000_000;
const DAY = 86_400;
const random = seeded(SEED);

type Item = { id: string; created_time: string };

/** Follows `next_url` to the end; `between` runs after each page. */
async function walk(first: string, between: (page: number) => Promise<unknown> = async () => {}) {
  const items: Item[] = [];
  const sizes: number[] = [];
  for (let next: string | undefined = first; next !== undefined; ) {
    const { body, status }: { body: { data: Item[]; pagination?: { next_url: string } }; status: number } =
      await get(next);
    expect(status).toBe(200);
    items.push(...body.data);
    sizes.push(body.data.length);
    next = body.pagination?.next_url.replace("https://darkroom.example", "");
    if (next !== undefined) expect(body.data.length, "a page with more to come is not empty").toBeGreaterThan(0);
    expect(sizes.length).toBeLessThan(1_000);
    await between(sizes.length);
  }
  return { items, ids: items.map(({ id }) => id), sizes };
}

const url = (at: { lat: number; lng: number }, rest: string) => `/v1/media/search?lat=${at.lat}&lng=${at.lng}&${rest}`;

describe("a crowd of many photos a second", () => {
  const here = { lat: 35.0116, lng: 135.7681 };
  const app = client();
  const window = `min_timestamp=${T - 1}&max_timestamp=${T + DAY}`;
  let photos: { id: string; created_time: string }[] = [];
  beforeAll(async () => {
    photos = Array.from({ length: 300 }, (_, i) => {
      const at = away(here, random.between(0, 900), random.between(0, 7));
      return record({ created_time: String(T + Math.floor(i / 40) * 10), latitude: at.lat, longitude: at.lng });
    });
    await put(...photos);
  });

  test.for([1, 7, 20, 100])("comes whole, each photo once, in order, %i a page", async (count) => {
    const { ids } = await walk(url(here, `${window}&count=${count}&client_id=${await app}`));
    expect(ids).toEqual(photos.map(({ id }) => id).reverse());
  });

  test("comes whole while others are added and taken out", async () => {
    const added: string[] = [];
    const gone = photos.slice(100, 110).map(({ id }) => id);
    const { ids } = await walk(url(here, `${window}&count=20&client_id=${await app}`), async (page) => {
      const fresh = record({ created_time: String(T + 35), latitude: here.lat, longitude: here.lng });
      added.push(fresh.id);
      await put(fresh);
      if (page === 3) await removeMedia(env.DB, env.PICTURES, gone);
    });
    const stayed = photos.map(({ id }) => id).reverse();
    const there = stayed.filter((id) => !gone.includes(id));
    expect(ids.filter((id) => there.includes(id))).toEqual(there);
    expect(new Set(ids).size).toBe(ids.length);
    await removeMedia(env.DB, env.PICTURES, added);
  });

  test("next_url repeats what was asked and how the caller came in", async () => {
    const asked = `${url(here, `${window}&count=5&distance=900.5&callback=&?access_token=${await tokenOf("9")}`)}`;
    const { body } = await get(asked);
    const next = new URL(body.pagination.next_url);
    const before = new URL(asked, "https://darkroom.example");
    expect(next.origin).toBe("https://darkroom.example");
    for (const [name, value] of before.searchParams) expect(next.searchParams.get(name)).toBe(value);
    expect([...next.searchParams.keys()].filter((name) => !before.searchParams.has(name))).toEqual(["cursor"]);
    expect(next.searchParams.get("cursor")?.length).toBeLessThan(100);
  });

  test("a cursor that is damaged, or of another question, is refused by name", async () => {
    const asked = url(here, `${window}&count=5&client_id=${await app}`);
    const cursor = new URL((await get(asked)).body.pagination.next_url).searchParams.get("cursor") ?? "";
    const refused = async (path: string) => {
      const { status, body } = await get(path);
      expect(status, path).toBe(400);
      expect(body.meta.error_type).toBe("APIInvalidParametersError");
      expect(body.meta.error_message).toContain("cursor");
    };
    for (let i = 0; i < cursor.length; i++) {
      const other = cursor[i] === "1" ? "2" : "1";
      await refused(`${asked}&cursor=${cursor.slice(0, i)}${other}${cursor.slice(i + 1)}`);
    }
    for (const odd of [cursor.slice(1), `${cursor}0`, "x".repeat(300), "....", "%00", "-1.-1.0..0"]) {
      await refused(`${asked}&cursor=${odd}`);
    }
    await refused(`${url({ ...here, lat: here.lat + 0.001 }, `${window}&client_id=${await app}`)}&cursor=${cursor}`);
    await refused(`${asked.replace(`max_timestamp=${T + DAY}`, `max_timestamp=${T + DAY - 1}`)}&cursor=${cursor}`);
    await refused(`${asked}&distance=999&cursor=${cursor}`);
    // Another count is the same question.
    expect((await get(`${asked.replace("count=5", "count=50")}&cursor=${cursor}`)).body.data).toHaveLength(50);
  });

  test("the window of the first page is kept, now included", async () => {
    const now = Math.floor(Date.now() / 1000);
    const place = { lat: -12.05, lng: -77.03 };
    await put(
      ...Array.from({ length: 30 }, (_, i) =>
        record({ created_time: String(now - 60 - i), latitude: place.lat, longitude: place.lng }),
      ),
    );
    const { ids, sizes } = await walk(url(place, `count=10&client_id=${await app}`), async () => {
      // Taken after the first page was asked for.
      await put(
        record({ created_time: String(Math.floor(Date.now() / 1000) + 1), latitude: place.lat, longitude: place.lng }),
      );
    });
    expect([ids.length, sizes]).toEqual([30, [10, 10, 10]]);
  });

  test("a cursor opens nothing: who takes it over sees only what they may see", async () => {
    const place = { lat: 64.1466, lng: -21.9426 };
    const owner = await hidden();
    const at = { latitude: place.lat, longitude: place.lng, created_time: String(T) };
    const secret = Array.from({ length: 12 }, () => record({ ...at, user: owner }));
    await put(...secret, record(at));
    const asked = (caller: string) => url(place, `${window}&count=5&${caller}`);
    const mine = await walk(asked(`access_token=${await tokenOf(owner.id)}`));
    expect(mine.ids).toHaveLength(13);
    const { body } = await get(asked(`access_token=${await tokenOf(owner.id)}`));
    const cursor = new URL(body.pagination.next_url).searchParams.get("cursor");
    const theirs = await walk(`${asked(`client_id=${await app}`)}&cursor=${cursor}`);
    expect(theirs.ids.length).toBeLessThanOrEqual(1);
  });
});

test("a crowd just outside the circle costs a bounded number of rows, and what is inside is found", async () => {
  const rim = { lat: 52.52, lng: 13.405 };
  const crowd = Array.from({ length: 8_000 }, () => {
    const at = away(rim, 420 + random.between(20, 320), random.between(-0.5, 0.5));
    return record({ created_time: String(T + random.integer(100, 10_000)), latitude: at.lat, longitude: at.lng });
  });
  const inside = [390, 405].map((metres) => {
    const at = away(rim, metres, 0.1);
    return record({ created_time: String(T + 50), latitude: at.lat, longitude: at.lng });
  });
  await put(...crowd, ...inside);
  const path = url(rim, `distance=420&min_timestamp=${T}&max_timestamp=${T + DAY}&client_id=${await client()}`);
  const { ids } = await walk(path);
  expect(ids.toSorted()).toEqual(inside.map(({ id }) => id).toSorted());
  const { headers } = await get(path);
  expect(Number(headers.get("Server-Timing")?.match(/"(\d+) rows"/)?.[1])).toBeLessThanOrEqual(1_500);
});

test("any circle, window and count, walked to the end, is the circle's photos, each once, in order", async () => {
  const app = await client(crypto.randomUUID(), { limit: 1_000_000_000 });
  const edges = [
    [0.5, 179.9999],
    [89.9995, 12],
    [-89.9995, -170],
    [60.0000001, 10.01953125],
    [0.0439453125, 0.087890625],
  ];
  const taken: Taken[] = edges.flatMap(([lat = 0, lng = 0]) =>
    Array.from({ length: 60 }, () => ({
      ...away({ lat, lng }, 4_000 * random.between(0, 1) ** 3, random.between(0, 7)),
      time: T + random.integer(0, 40) * random.pick([1, 1_000]),
      id: newId(),
    })),
  );
  await put(
    ...taken.map(({ id, time, lat, lng }) => record({ id, created_time: String(time), latitude: lat, longitude: lng })),
  );
  const question = fc.record({
    near: fc.constantFrom(...taken),
    off: fc.double({ min: 0, max: 1, noNaN: true }),
    bearing: fc.double({ min: 0, max: 7, noNaN: true }),
    radius: fc.oneof(fc.double({ min: 0.5, max: 5_000, noNaN: true }), fc.constantFrom(1, 10, 153, 5_000)),
    from: fc.integer({ min: -100, max: 40_000 }),
    span: fc.integer({ min: 2, max: 60_000 }),
    count: fc.constantFrom(1, 2, 5, 20, 100),
  });
  const exact = fc.asyncProperty(question, async ({ near, off, bearing, radius, from, span, count }) => {
    const centre = away(near, off * radius, bearing);
    if (!isClear(taken, { centre, radius })) return;
    const [min, max] = [T + from, T + from + span];
    const path = url(
      centre,
      `distance=${radius}&min_timestamp=${min}&max_timestamp=${max}&count=${count}&client_id=${app}`,
    );
    const { ids } = await walk(path);
    expect(ids, path).toEqual(answer(taken, { centre, radius, min, max, count: Infinity }).map(({ id }) => id));
  });
  await fc.assert(exact, { seed: Number(env.SEED || SEED), numRuns: Number(env.RUNS || 1_500) });
}, 3_600_000);
