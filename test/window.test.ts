import { expect, test } from "vitest";
import { client, DAY, get, HOUR, now, put, record, spot } from "./makers.ts";

/** What the parameters of search mean: which photos they let through. */

type Spot = ReturnType<typeof spot>;

/** One degree of latitude in metres. */
const DEGREE = (Math.PI / 180) * 6_371_008.8;

/** A photo taken some metres north of a spot. */
const photo = (at: Spot, createdTime: number, north = 0) =>
  record({ created_time: String(createdTime), latitude: at.lat + north / DEGREE, longitude: at.lng });

/** The ids that a search finds around a spot, in order. */
async function found({ lat, lng }: Spot, query = "") {
  const { status, body } = await get(`/v1/media/search?lat=${lat}&lng=${lng}&client_id=${await client()}&${query}`);
  expect(status).toBe(200);
  return body.data.map(({ id }: { id: string }) => id);
}

const T = 1_400_000_000;
const AROUND_T = `min_timestamp=${T - DAY}&max_timestamp=${T + DAY}`;

test("distance is 1000 metres where it is absent, blank or 0", async () => {
  const here = spot();
  const [near, inside, outside] = [photo(here, T + 2), photo(here, T + 1, 999.9), photo(here, T, 1000.1)];
  await put(near, inside, outside);
  for (const query of ["", "&distance=", "&distance=0", "&distance=0.0", "&distance=1000.0000000", "&distance=1e3"]) {
    expect(await found(here, AROUND_T + query)).toEqual([near.id, inside.id]);
  }
});

test("distance is the radius in metres, up to 5000", async () => {
  const here = spot();
  const photos = [0.4, 0.6, 4_999.9, 5_000.1].map((north, i) => photo(here, T - i, north));
  await put(...photos);
  const ids = photos.map(({ id }) => id);
  expect(await found(here, `${AROUND_T}&distance=0.5`)).toEqual(ids.slice(0, 1));
  expect(await found(here, `${AROUND_T}&distance=1`)).toEqual(ids.slice(0, 2));
  expect(await found(here, `${AROUND_T}&distance=5000`)).toEqual(ids.slice(0, 3));
});

test("photos are taken strictly later than min_timestamp and strictly earlier than max_timestamp", async () => {
  const here = spot();
  const photos = [T + 100, T + 99, T + 1, T].map((time) => photo(here, time));
  await put(...photos);
  const inside = photos.slice(1, 3).map(({ id }) => id);
  expect(await found(here, `min_timestamp=${T}&max_timestamp=${T + 100}`)).toEqual(inside);
});

test("without timestamps the last 5 days are searched", async () => {
  const here = spot();
  const present = now();
  const [coming, fresh] = [photo(here, present + HOUR), photo(here, present - 60)];
  const [late, old] = [photo(here, present - 5 * DAY + HOUR), photo(here, present - 5 * DAY - HOUR)];
  await put(fresh, late, old, coming);
  for (const query of ["", "min_timestamp=&max_timestamp=", "min_timestamp=0&max_timestamp=0"]) {
    expect(await found(here, query)).toEqual([fresh.id, late.id]);
  }
});

test("max_timestamp alone searches the 5 days before it", async () => {
  const here = spot();
  const photos = [T, T - 1, T - 5 * DAY + 1, T - 5 * DAY].map((time) => photo(here, time));
  await put(...photos);
  const inside = photos.slice(1, 3).map(({ id }) => id);
  expect(await found(here, `max_timestamp=${T}`)).toEqual(inside);
  expect(await found(here, `min_timestamp=0&max_timestamp=${T}`)).toEqual(inside);
});

test("min_timestamp alone searches from it to now", async () => {
  const here = spot();
  const present = now();
  const photos = [present + HOUR, present - 60, present - 6 * DAY, present - 7 * DAY].map((time) => photo(here, time));
  await put(...photos);
  const inside = photos.slice(1, 3).map(({ id }) => id);
  expect(await found(here, `min_timestamp=${present - 6.5 * DAY}`)).toEqual(inside);
});

test("a max_timestamp later than now is now", async () => {
  const here = spot();
  const present = now();
  const [coming, fresh, old] = [photo(here, present + HOUR), photo(here, present - 60), photo(here, present - 6 * DAY)];
  await put(coming, fresh, old);
  for (const max of [present + 2 * HOUR, present + 30 * DAY, 100_000_000_000]) {
    expect(await found(here, `max_timestamp=${max}`)).toEqual([fresh.id]);
    expect(await found(here, `min_timestamp=${present - 6.5 * DAY}&max_timestamp=${max}`)).toEqual([fresh.id, old.id]);
  }
});

test("a window that begins in the future, or more than 7 days ago without an end, is refused", async () => {
  const here = `/v1/media/search?lat=1&lng=1&client_id=${await client()}`;
  for (const min of [now() + HOUR, now() - 7 * DAY - HOUR]) {
    const { status, body } = await get(`${here}&min_timestamp=${min}&max_timestamp=${now() + 2 * HOUR}`);
    expect(status).toBe(400);
    expect(body.meta.error_message).toContain(String(min));
  }
});

test("count is 20 where it is absent or blank, and at most 100", async () => {
  const here = spot();
  const photos = Array.from({ length: 105 }, (_, i) => photo(here, T - i));
  await put(...photos);
  const ids = photos.map(({ id }) => id);
  expect(await found(here, AROUND_T)).toEqual(ids.slice(0, 20));
  expect(await found(here, `${AROUND_T}&count=`)).toEqual(ids.slice(0, 20));
  for (const count of [1, 21, 100]) {
    expect(await found(here, `${AROUND_T}&count=${count}`)).toEqual(ids.slice(0, count));
  }
  for (const count of [101, 100_000])
    expect(await found(here, `${AROUND_T}&count=${count}`)).toEqual(ids.slice(0, 100));
});

test("photos from before 1970 are found in their own time", async () => {
  const here = spot();
  const old = photo(here, -1_000_000);
  await put(old, photo(here, 1_000_000));
  expect(await found(here, "min_timestamp=-1000001&max_timestamp=-999999")).toEqual([old.id]);
});

test("a place without photos answers with an empty list", async () => {
  expect(await found(spot())).toEqual([]);
});
