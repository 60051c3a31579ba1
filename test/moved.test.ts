import { expect, test } from "vitest";
import { client, DAY, full, get, put, record, spot } from "./makers.ts";
import { dump } from "./tables.ts";

/** Photos whose point or time a newer record corrects: the index of search follows. */

const T = 1_400_000_000;

const foundAt = async ({ lat, lng }: { lat: number; lng: number }, time = T) => {
  const window = `min_timestamp=${time - DAY}&max_timestamp=${time + DAY}`;
  const { body } = await get(`/v1/media/search?lat=${lat}&lng=${lng}&${window}&client_id=${await client()}`);
  return body.data.map(({ id }: { id: string }) => id);
};

test("a photo whose point moved is found at the new one and not at the old", async () => {
  const [from, to] = [spot(), spot()];
  const photo = record({ created_time: String(T), latitude: from.lat, longitude: from.lng });
  await put(photo);
  expect(await foundAt(from)).toEqual([photo.id]);
  await put({ ...photo, latitude: to.lat, longitude: to.lng });
  expect(await foundAt(from)).toEqual([]);
  expect(await foundAt(to)).toEqual([photo.id]);
  const { latitude: _, longitude: __, ...without } = { ...photo, latitude: 0, longitude: 0 };
  await put(without);
  expect(await foundAt(to)).toEqual([]);
  await put(photo);
  expect(await foundAt(from)).toEqual([photo.id]);
});

test("a photo whose time was corrected is found in the new week, once, and not in the old", async () => {
  const here = spot();
  const photo = record({ created_time: String(T), latitude: here.lat, longitude: here.lng });
  await put(photo);
  await put({ ...photo, created_time: String(T + 30 * DAY) });
  expect(await foundAt(here)).toEqual([]);
  expect(await foundAt(here, T + 30 * DAY)).toEqual([photo.id]);
});

test("importing to a new point leaves no row of the old one in the index", async () => {
  const rows = async () => (await dump()).media_cells?.length ?? 0;
  const photo = full();
  await put(photo);
  const before = await rows();
  const { lat, lng } = spot();
  await put({ ...photo, latitude: lat, longitude: lng, created_time: String(T + 1) });
  expect(await rows()).toBe(before);
});
