import { env, exports } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { forget } from "./forget.ts";
import { author, client, comment, counted, HOUR, hidden, now, person, put, record, tokenOf } from "./makers.ts";
import { visit } from "./visit.ts";

/** The popular list. Every photo has an owner of its own: how many of one person's it may hold is not asked here. */

beforeEach(async () => {
  await forget();
  // A list of at most 100 would soon have no room for the photos of a later test.
  await env.DB.prepare("DELETE FROM media").run();
});

const aged = (hours: number, likes = 0, over: Record<string, unknown> = {}) =>
  record({ created_time: String(now() - Math.round(hours * HOUR)), likes: { count: likes, data: [] }, ...over });

const ids = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id);
const idsOf = (photos: { id: string }[]) => photos.map(({ id }) => id);
const list = async (query = "") => (await visit(`/v1/media/popular?client_id=${await client()}&${query}`)).body;

test("without likes the newest come first", async () => {
  const photos = [1, 5, 30, 24 * 10, 24 * 400].map((hours) => aged(hours));
  await put(...photos.toReversed());
  expect(ids(await list())).toEqual(idsOf(photos));
});

test("without likes the newest come first to the second, in whatever order they came in", async () => {
  const user = person();
  const at = now() - 2 * HOUR;
  const burst = Array.from({ length: 40 }, (_, i) => record({ user, created_time: String(at - i) }));
  await put(...burst.slice(0, 20), ...burst.slice(20).toReversed());
  expect(ids(await list())).toEqual(idsOf(burst.slice(0, 32)));
});

test("of one age the most liked come first", async () => {
  const photos = [79_623, 317, 40, 3, 2, 1, 0].map((likes) => aged(48, likes));
  await put(...photos.toReversed());
  expect(ids(await list())).toEqual(idsOf(photos));
});

test("a day of age weighs as much as half of the likes, the photo itself counted as one", async () => {
  // log2(1 + likes) - age in days, from 10 down by 1.
  const photos = [
    aged(0, 1023),
    aged(24 * 3, 4095),
    aged(24 * 2, 1023),
    aged(24, 255),
    aged(24 * 5, 2047),
    aged(0, 31),
  ];
  const between = [aged(12, 1023), aged(24 * 3 - 12, 1023)];
  await put(...photos.toReversed(), ...between);
  const order = [photos[0], between[0], photos[1], photos[2], between[1], photos[3], photos[4], photos[5]];
  expect(ids(await list())).toEqual(order.map((photo) => photo?.id));
});

test("the balance of age and likes is right to some hours", async () => {
  // Two photos of one worth, log2(1 + likes) - days, and each four hours fresher and staler.
  const [before, after] = [aged(24 * 5 - 4, 1023), aged(24 * 5 + 4, 1023)];
  const [five, three] = [aged(0, 31), aged(48, 31)];
  const [old, staler, fresher] = [aged(48, 1), aged(28, 0), aged(20, 0)];
  await put(old, fresher, staler, three, five, after, before);
  expect(ids(await list())).toEqual(idsOf([before, five, after, three, fresher, old, staler]));
});

test("likes are counted as v1 counted them, listed or not", async () => {
  const [one, many] = [aged(24, 0, { likes: counted([author()]) }), aged(24, 0, { likes: counted([author()], 9) })];
  const [eight, none] = [aged(24, 0, { likes: counted(Array.from({ length: 8 }, () => author())) }), aged(24)];
  await put(none, one, eight, many);
  expect(ids(await list())).toEqual(idsOf([many, eight, one, none]));
});

test("a photo dated in the future counts as taken now", async () => {
  const [future, liked, old] = [aged(-24 * 30), aged(0, 3), aged(24)];
  await put(future, liked, old);
  expect(ids(await list())).toEqual(idsOf([liked, future, old]));
});

test("a newer import with other likes moves a photo", async () => {
  const [first, second] = [aged(10, 100), aged(10, 50)];
  await put(first, second);
  expect(ids(await list())).toEqual(idsOf([first, second]));
  await put({ ...second, likes: { count: 400, data: [] } });
  await forget();
  expect(ids(await list())).toEqual(idsOf([second, first]));
});

test("it has 32 photos, or as many as count says, up to 100", async () => {
  const photos = Array.from({ length: 103 }, (_, i) => aged(3 * i));
  await put(...photos);
  expect(ids(await list())).toEqual(idsOf(photos.slice(0, 32)));
  expect(ids(await list("count="))).toEqual(idsOf(photos.slice(0, 32)));
  for (const count of [1, 33, 100]) expect(ids(await list(`count=${count}`))).toEqual(idsOf(photos.slice(0, count)));
  expect(ids(await list("count=1000"))).toEqual(idsOf(photos.slice(0, 100)));
});

test("a small first question does not shorten the list for the next", async () => {
  const photos = Array.from({ length: 40 }, (_, i) => aged(3 * i));
  await put(...photos);
  expect(ids(await list("count=1"))).toEqual(idsOf(photos.slice(0, 1)));
  expect(ids(await list("count=100"))).toEqual(idsOf(photos));
});

test("an empty collection has an empty list", async () => {
  expect((await list()).data).toEqual([]);
});

test("private people's photos are not in it, not even for themselves", async () => {
  const me = await hidden();
  const [mine, shown] = [aged(1, 1_000, { user: me }), aged(1)];
  await put(mine, shown);
  expect(ids(await list())).toEqual([shown.id]);
  const asMe = `/v1/media/popular?access_token=${await tokenOf(me.id)}`;
  expect(ids((await visit(asMe)).body)).toEqual([shown.id]);
  await forget();
  expect(ids((await visit(asMe)).body)).toEqual([shown.id]);
});

test("it is kept: the next answer reads no row, and is the same", async () => {
  await put(...Array.from({ length: 5 }, (_, i) => aged(i, 10)));
  const path = `/v1/media/popular?client_id=${await client()}`;
  const cold = await visit(path);
  const warm = await visit(path);
  expect(cold.rows).toBeGreaterThan(0);
  expect(warm.rows).toBe(0);
  expect(warm.body).toEqual(cold.body);
  await put(aged(0, 1_000_000));
  expect((await visit(path)).body).toEqual(cold.body);
});

test("each user finds their own likes in it, cold and kept, and every photo as by its id", async () => {
  const [me, other] = [author(), author()];
  const photos = [
    aged(1, 0, { likes: counted([other, me], 5), comments: counted([comment()], 12), tags: ["sea"] }),
    aged(9, 0, { likes: counted([other]), location: { name: "Quay", id: 77 } }),
    aged(20, 0, { likes: counted([me]) }),
  ];
  await put(...photos);
  const answers = async ({ id }: { id: string }) => {
    const token = await tokenOf(id);
    const { body } = await visit(`/v1/media/popular?access_token=${token}`);
    const single = await Promise.all(
      photos.map(async (photo) => (await visit(`/v1/media/${photo.id}?access_token=${token}`)).body.data),
    );
    return { list: body.data, single };
  };
  for (const asked of ["cold", "kept"]) {
    const mine = await answers(me);
    expect(mine.list, asked).toEqual(mine.single);
    expect(mine.list.map(({ user_has_liked }: { user_has_liked: boolean }) => user_has_liked)).toEqual([
      true,
      false,
      true,
    ]);
    const theirs = await answers(other);
    expect(theirs.list, asked).toEqual(theirs.single);
    expect((await list()).data.map((item: object) => "user_has_liked" in item)).toEqual([false, false, false]);
  }
  await forget();
  expect((await list()).data).toHaveLength(3);
  expect((await answers(me)).list.map((item: { user_has_liked: boolean }) => item.user_has_liked)).toEqual([
    true,
    false,
    true,
  ]);
});

test("links are those of the host that is asked, whoever asked first", async () => {
  const photo = aged(1, 0, { id: "64", link: undefined, user: person() });
  await put(photo);
  const path = `/v1/media/popular?client_id=${await client()}`;
  expect((await visit(path)).body.data[0].link).toBe("https://darkroom.example/p/BA/");
  const elsewhere = await exports.default.fetch(`http://127.0.0.1:8787${path}`);
  const { data } = await elsewhere.json<{ data: { link: string }[] }>();
  expect(data[0]?.link).toBe("http://127.0.0.1:8787/p/BA/");
});

test("a deleted photo leaves a kept list at once for a caller with a user", async () => {
  const [gone, stays] = [aged(1), aged(2)];
  await put(gone, stays);
  expect(ids(await list())).toEqual(idsOf([gone, stays]));
  await env.DB.prepare("DELETE FROM media WHERE id = ?1").bind(gone.id).run();
  const token = await tokenOf("1");
  expect(ids((await visit(`/v1/media/popular?access_token=${token}`)).body)).toEqual([stays.id]);
});
