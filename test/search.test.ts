import { beforeAll, expect, test } from "vitest";
import { client, get, newId, person, put, record } from "./makers.ts";
import { answer, away, isClear, metres, type Place, places, type Question, type Taken } from "./oracle.ts";
import { seeded } from "./random.ts";

/** Search, held against a look at every photo. */

const SEED = 48_858_844;
const QUESTIONS = 1_000;
const AT_ONCE = 12;
const T = 1_400_000_000;
const DAY = 86_400;

const random = seeded(SEED);
let taken: Taken[] = [];

beforeAll(async () => {
  const owners = Array.from({ length: 20 }, () => person());
  // Some seconds have many photos.
  const crowded = Array.from({ length: 12 }, () => T + random.integer(0, 9 * DAY));
  // Not imported in the order of their places or times.
  const mixed = places(random)
    .map((place) => ({ place, rank: random.between(0, 1) }))
    .sort((a, b) => a.rank - b.rank);
  taken = mixed.map(({ place }) => {
    const time = random.chance(0.4) ? random.pick(crowded) : T + random.integer(0, 9 * DAY);
    return { ...place, time, id: newId() };
  });
  const owner = () => random.pick(owners);
  const photos = taken.map(({ id, time, lat, lng }) =>
    record({ id, user: owner(), created_time: String(time), latitude: lat, longitude: lng }),
  );
  await put(...photos);
});

function centreNear(photo: Place, radius: number): Place {
  const spread = random.pick([0, 0.3, 1, 1, 1.3]);
  const centre = away(photo, spread * radius * random.between(0, 1), random.between(0, 2 * Math.PI));
  if (random.chance(0.05)) return { lat: centre.lat, lng: random.pick([180, -180]) };
  if (random.chance(0.03)) return { lat: random.pick([90, -90]), lng: centre.lng };
  return centre;
}

function question(): Question {
  const photo = random.pick(taken);
  let radius = random.chance(0.15) ? 5_000 : Math.exp(random.between(Math.log(0.5), Math.log(5_000)));
  const centre = centreNear(photo, radius);
  while (!isClear(taken, { centre, radius })) radius -= 0.0025;
  const span = random.chance(0.2) ? 7 * DAY : random.integer(2, 7 * DAY);
  // A bound may be the very second of a photo.
  const min = photo.time - random.integer(0, span);
  const max = random.chance(0.1) ? photo.time + 1 : min + span;
  return { centre, radius, min: Math.min(min, max - 1), max, count: random.pick([1, 2, 5, 20, 20, 50, 100]) };
}

test(`${QUESTIONS} searches agree with a look at every photo: on ids, order and distance`, async () => {
  const app = await client();
  const questions = Array.from({ length: QUESTIONS }, question);
  const met = { early: 0, empty: 0, full: 0, items: 0, ties: 0 };
  const ask = async (question: Question) => {
    const { centre, radius, min, max, count } = question;
    const path = `/v1/media/search?lat=${centre.lat}&lng=${centre.lng}&distance=${radius}&min_timestamp=${min}&max_timestamp=${max}&count=${count}`;
    const { body } = await get(`${path}&client_id=${app}`);
    const whole = answer(taken, question);
    const found: { id: string; distance: number; created_time: string }[] = body.data;
    const ids = found.map(({ id }) => id);
    // The bound may end a page before it is full, but only with a way to go on, and never before it has begun.
    const expected = body.pagination ? whole.slice(0, Math.max(1, ids.length)) : whole;
    expect(ids, path).toEqual(expected.map(({ id }) => id));
    if (ids.length < whole.length) met.early++;
    for (const [i, { distance, created_time }] of found.entries()) {
      expect(Math.abs(distance - (expected[i]?.distance ?? NaN)), path).toBeLessThan(0.01);
      expect(Number(created_time)).toBe(expected[i]?.time);
    }
    met.items += ids.length;
    if (ids.length === 0) met.empty++;
    if (ids.length === count) met.full++;
    met.ties += expected.filter(({ time }, i) => time === expected[i - 1]?.time).length;
  };
  for (let i = 0; i < questions.length; i += AT_ONCE) await Promise.all(questions.slice(i, i + AT_ONCE).map(ask));
  expect(met.early).toBeLessThan(QUESTIONS / 50);
  // That the questions were worth asking: most find something, many more than they may show, many of one second.
  expect(met.empty).toBeLessThan(QUESTIONS / 5);
  expect(met.full).toBeGreaterThan(QUESTIONS / 4);
  expect(met.items).toBeGreaterThan(QUESTIONS * 4);
  expect(met.ties).toBeGreaterThan(QUESTIONS);
}, 60_000);

test("the rim is exact: a photo is found with a radius 2 mm above its distance and not 2 mm below", async () => {
  const app = await client();
  const tried = Array.from({ length: 60 }, () => {
    const photo = random.pick(taken);
    const centre = away(photo, random.between(1, 4_900), random.between(0, 2 * Math.PI));
    return { photo, centre, distance: metres(centre, photo) };
  });
  for (const { photo, centre, distance } of tried) {
    const window = `min_timestamp=${photo.time - 1}&max_timestamp=${photo.time + 1}&count=100`;
    const path = `/v1/media/search?lat=${centre.lat}&lng=${centre.lng}&${window}&client_id=${app}`;
    const ids = async (radius: number) =>
      (await get(`${path}&distance=${radius}`)).body.data.map(({ id }: { id: string }) => id);
    expect(await ids(distance + 0.002), path).toContain(photo.id);
    expect(await ids(distance - 0.002), path).not.toContain(photo.id);
  }
});

test("walking back page by page with max_timestamp meets every photo of the window once", async () => {
  const here = { lat: -33.8568, lng: 151.2153 };
  const times = Array.from({ length: 75 }, (_, i) => T + i * 60);
  const photos = times.map((time) => record({ created_time: String(time), latitude: here.lat, longitude: here.lng }));
  await put(...photos);
  const app = await client();
  const met: string[] = [];
  let max = T + DAY;
  for (;;) {
    const window = `min_timestamp=${T - 1}&max_timestamp=${max}`;
    const { body } = await get(`/v1/media/search?lat=${here.lat}&lng=${here.lng}&${window}&client_id=${app}`);
    if (body.data.length === 0) break;
    met.push(...body.data.map(({ id }: { id: string }) => id));
    max = Number(body.data.at(-1).created_time);
  }
  expect(met).toEqual(photos.map(({ id }) => id).reverse());
});
