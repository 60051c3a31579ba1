import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { author, client, comment, counted, DAY, get, hidden, person, put, record, spot, tokenOf } from "./makers.ts";

/** What a search shows of what it finds, and to whom. */

const T = 1_400_000_000;
type Spot = ReturnType<typeof spot>;

const at = ({ lat, lng }: Spot, over: Record<string, unknown> = {}) =>
  record({ created_time: String(T), latitude: lat, longitude: lng, ...over });

const around = ({ lat, lng }: Spot) =>
  `/v1/media/search?lat=${lat}&lng=${lng}&min_timestamp=${T - DAY}&max_timestamp=${T + DAY}&count=100`;

const ids = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id);

test("a photo that is found is shown as by its id, with its distance before the rest", async () => {
  const here = spot();
  const liker = author();
  const photo = at(here, {
    comments: counted(Array.from({ length: 9 }, () => comment())),
    likes: counted([author(), liker], 40),
    location: { latitude: here.lat, name: "Quay", longitude: here.lng, id: 9 },
    tags: ["sea"],
  });
  await put(photo);
  for (const caller of [`client_id=${await client()}`, `access_token=${await tokenOf(liker.id)}`]) {
    const { distance, ...shown } = (await get(`${around(here)}&${caller}`)).body.data[0];
    expect(distance).toBeCloseTo(0, 2);
    expect(shown).toEqual((await get(`/v1/media/${photo.id}?${caller}`)).body.data);
  }
});

test("a photo is found by the point it shows, by its own beside a place, and without any not at all", async () => {
  const [shown, placed, own, beside] = [spot(), spot(), spot(), spot()];
  const point = ({ lat, lng }: Spot) => ({ latitude: lat, longitude: lng });
  const place = { name: "Quay", id: 17, ...point(placed) };
  const photos = {
    pointOnly: record({ created_time: String(T), location: point(shown) }),
    placeOnly: record({ created_time: String(T), location: place }),
    ownOnly: record({ created_time: String(T), ...point(own) }),
    both: record({ created_time: String(T), location: place, ...point(beside) }),
    none: record({ created_time: String(T), location: { name: "Quay 8", id: 18 } }),
  };
  await put(...Object.values(photos));
  const app = `client_id=${await client()}`;
  expect(ids((await get(`${around(shown)}&${app}`)).body)).toEqual([photos.pointOnly.id]);
  expect(ids((await get(`${around(placed)}&${app}`)).body)).toEqual([photos.placeOnly.id]);
  expect(ids((await get(`${around(own)}&${app}`)).body)).toEqual([photos.ownOnly.id]);
  expect(ids((await get(`${around(beside)}&${app}`)).body)).toEqual([photos.both.id]);
});

test("a private person's photos are found by that person alone, among everyone else's", async () => {
  const here = spot();
  const [me, other] = [await hidden(), await hidden()];
  const photos = [
    at(here, { created_time: String(T + 4) }),
    at(here, { created_time: String(T + 3), user: me }),
    at(here, { created_time: String(T + 2), user: other }),
    at(here, { created_time: String(T + 1) }),
    at(here, { user: me }),
  ];
  await put(...photos);
  const seen = (...indexes: number[]) => indexes.map((i) => photos[i]?.id);
  const path = around(here);
  expect(ids((await get(`${path}&client_id=${await client()}`)).body)).toEqual(seen(0, 3));
  expect(ids((await get(`${path}&access_token=${await tokenOf(person().id)}`)).body)).toEqual(seen(0, 3));
  expect(ids((await get(`${path}&access_token=${await tokenOf(me.id)}`)).body)).toEqual(seen(0, 1, 3, 4));
  expect(ids((await get(`${path}&access_token=${await tokenOf(other.id)}`)).body)).toEqual(seen(0, 2, 3));
  expect(
    ids((await get(`${path}&count=2&access_token=${await tokenOf(me.id)}`.replace("count=100&", ""))).body),
  ).toEqual(seen(0, 1));
});

test("other people's private photos cost a search nothing, not even where they are newer", async () => {
  const here = spot();
  const [me, other] = [await hidden(), await hidden()];
  await put(...Array.from({ length: 5 }, (_, i) => at(here, { created_time: String(T - i) })));
  const callers = [
    `client_id=${await client()}`,
    `access_token=${await tokenOf(person().id)}`,
    `access_token=${await tokenOf(me.id)}`,
  ];
  const cost = () => Promise.all(callers.map(async (caller) => (await get(`${around(here)}&${caller}`)).rows));
  const before = await cost();
  await put(...Array.from({ length: 60 }, (_, i) => at(here, { created_time: String(T + i), user: other })));
  expect(await cost()).toEqual(before);
});

test("a deleted photo is not found, and what is left of it in the index hides no other", async () => {
  const here = spot();
  const photos = [2, 1, 0].map((n) => at(here, { created_time: String(T + n) }));
  await put(...photos);
  await env.DB.prepare("DELETE FROM media WHERE id = ?1").bind(photos[1]?.id).run();
  expect(ids((await get(`${around(here)}&client_id=${await client()}`)).body)).toEqual([photos[0]?.id, photos[2]?.id]);
});
