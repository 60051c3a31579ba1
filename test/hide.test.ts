import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { removeMedia } from "../cli/media.ts";
import { setPrivate } from "../cli/privacy.ts";
import { findUser } from "../cli/users.ts";
import { author, client, comment, counted, DAY, full, get, person, put, record, spot, tokenOf } from "./makers.ts";
import { dump } from "./tables.ts";

/** Hiding a user's photos, showing them again, and taking photos out. */

const T = 1_400_000_000;
const ids = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id);

async function found({ lat, lng }: ReturnType<typeof spot>, caller: string) {
  const window = `min_timestamp=${T - DAY}&max_timestamp=${T + DAY}&count=100`;
  return ids((await get(`/v1/media/search?lat=${lat}&lng=${lng}&${window}&${caller}`)).body);
}

async function hide(id: string, hidden: boolean) {
  const user = await findUser(env.DB, id);
  if (!user) throw new Error(`no user ${id}`);
  await setPrivate(env.DB, user, hidden);
}

test("a user who is hidden is found by no one else, and shown again by all", async () => {
  const here = spot();
  const [me, other] = [person(), person()];
  const at = (user: object, seconds: number) =>
    record({ user, created_time: String(T + seconds), latitude: here.lat, longitude: here.lng });
  const photos = [at(me, 3), at(other, 2), at(me, 1)];
  await put(...photos);
  const [all, theirs] = [photos.map(({ id }) => id), [photos[1]?.id]];
  const [app, mine] = [`client_id=${await client()}`, `access_token=${await tokenOf(me.id)}`];
  const before = await dump();
  for (const times of ["once", "twice"]) {
    await hide(me.id, true);
    expect(await found(here, app), times).toEqual(theirs);
    expect(await found(here, mine), times).toEqual(all);
    expect((await get(`/v1/media/${photos[0]?.id}?${app}`)).status, times).toBe(400);
  }
  for (const times of ["once", "twice"]) {
    await hide(me.id, false);
    expect(await found(here, app), times).toEqual(all);
    expect(await found(here, mine), times).toEqual(all);
  }
  expect(await dump()).toEqual(before);
});

test("a photo imported for a hidden user, again and elsewhere, is found by that user alone", async () => {
  const [from, to] = [spot(), spot()];
  const user = person();
  const photo = record({ user, created_time: String(T), latitude: from.lat, longitude: from.lng });
  await put(photo);
  await hide(user.id, true);
  await put({ ...photo, latitude: to.lat, longitude: to.lng });
  const [app, mine] = [`client_id=${await client()}`, `access_token=${await tokenOf(user.id)}`];
  expect([await found(from, app), await found(to, app)]).toEqual([[], []]);
  expect([await found(from, mine), await found(to, mine)]).toEqual([[], [photo.id]]);
  await hide(user.id, false);
  expect([await found(from, app), await found(to, app)]).toEqual([[], [photo.id]]);
});

test("a user with thousands of photos is hidden whole", async () => {
  const here = spot();
  const user = person();
  const photos = Array.from({ length: 2_300 }, (_, i) =>
    record({ user, created_time: String(T - i), latitude: here.lat, longitude: here.lng }),
  );
  await put(...photos);
  await hide(user.id, true);
  expect(await found(here, `client_id=${await client()}`)).toEqual([]);
  expect(await found(here, `access_token=${await tokenOf(user.id)}`)).toHaveLength(100);
  const { media_cells } = await dump();
  const pk = (await findUser(env.DB, user.id))?.pk;
  expect(media_cells?.filter((row) => row.startsWith(`${pk}, `))).toHaveLength(2_300 * 6);
});

test("a photo that is taken out leaves nothing of its own", async () => {
  const kept = full();
  await put(kept);
  const photo = full({
    user: kept.user,
    comments: counted([comment({ from: author(kept.user) })]),
    likes: counted([author(kept.user)]),
    location: kept.location,
  });
  const before = await dump();
  await put(photo);
  expect(await removeMedia(env.DB, env.PICTURES, [photo.id, "123456789"])).toBe(1);
  const after = await dump();
  for (const table of ["media", "media_cells", "comments", "likes"]) expect(after[table], table).toEqual(before[table]);
  expect((await get(`/v1/media/${photo.id}?client_id=${await client()}`)).status).toBe(400);
});
