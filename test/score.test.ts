import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { crowd, give, type Like, pkOf, take } from "./dated.ts";
import { scoreOf } from "./formula.ts";
import { DAY, get, HOUR, newId, now, person, put, record, tokenOf } from "./makers.ts";
import { type Random, seeded } from "./random.ts";
import { dump } from "./tables.ts";
import { visit } from "./visit.ts";

/** The score of a media, which triggers keep. */

const random = seeded(Number(env.SEED) || 20131115);
beforeEach(() =>
  env.DB.batch([
    env.DB.prepare("DELETE FROM media"),
    env.DB.prepare("UPDATE popular SET half_life = ?1, claimed = 0").bind(DAY),
  ]),
);

const scoreIn = (pk: number) => env.DB.prepare("SELECT score FROM media WHERE pk = ?1").bind(pk).first<number>("score");

/** The score of a media as the formula has it, from the rows of likes alone. */
async function scoreFrom(pk: number, halfLife = DAY) {
  const media = await env.DB.prepare("SELECT user_pk, ranked_time, likes_base FROM media WHERE pk = ?1")
    .bind(pk)
    .first<{ user_pk: number; ranked_time: number; likes_base: number }>();
  if (!media) throw new Error(`no media ${pk}`);
  const { results } = await env.DB.prepare("SELECT created_time FROM likes WHERE media_pk = ?1 AND user_pk <> ?2")
    .bind(pk, media.user_pk)
    .all<{ created_time: number }>();
  const likes = results.map(({ created_time }) => created_time);
  return scoreOf({ rankedTime: media.ranked_time, base: media.likes_base, likes }, halfLife);
}

/** How far the score of a media is from that of the formula. */
const amiss = async (pk: number, halfLife = DAY) =>
  Math.abs(((await scoreIn(pk)) ?? Number.NaN) - (await scoreFrom(pk, halfLife)));

/** A media of its own owner with a total of likes, by its pk. */
async function photo(over: Record<string, unknown> = {}) {
  const made = record(over);
  await put(made);
  return pkOf(made.id);
}

const shuffled = <T>(list: T[], { integer }: Random) => {
  const order = list.map((item) => ({ item, key: integer(0, 1e9) }));
  return order.sort((a, b) => a.key - b.key).map(({ item }) => item);
};

describe.each([HOUR, DAY, 30 * DAY, 1_000])("with a half-life of %i seconds", (halfLife) => {
  test("it is that of the formula, to a billionth", async () => {
    await env.DB.prepare("UPDATE popular SET half_life = ?1").bind(halfLife).run();
    const T = now();
    const people = await crowd(60);
    for (let i = 0; i < 12; i++) {
      const taken = T - random.integer(0, 40 * halfLife);
      const pk = await photo({
        created_time: String(taken),
        likes: { count: random.pick([0, 0, 3, 250, 79_623]), data: [] },
      });
      const likes = people
        .slice(0, random.integer(0, 60))
        .map((user): Like => [pk, user, random.chance(0.1) ? 0 : random.integer(taken, T)]);
      await give(likes);
      expect(await amiss(pk, halfLife)).toBeLessThan(1e-9);
      await take(likes.filter(() => random.chance(0.5)));
      expect(await amiss(pk, halfLife)).toBeLessThan(1e-9);
    }
  });
});

test("it is the same to the bit in whatever order likes come and go, and rebuilt", async () => {
  const T = now();
  const people = await crowd(150);
  const over = { created_time: String(T - 9 * DAY), likes: { count: 40, data: [] } };
  const [straight, mixed] = [await photo(over), await photo(over)];
  const times = people.map(() => (random.chance(0.1) ? 0 : T - random.integer(0, 9 * DAY)));
  const likes = (pk: number) => people.map((user, i): Like => [pk, user, times[i] ?? 0]);
  const stays = people.map(() => random.chance(0.4));
  await give(likes(straight).filter((_, i) => stays[i]));

  const goes = likes(mixed).filter((_, i) => !stays[i]);
  const order = shuffled(likes(mixed), random);
  for (let i = 0; i < order.length; i += 10) {
    await give(order.slice(i, i + 10));
    const given = order.slice(0, i + 10);
    await take(goes.filter((like) => given.includes(like) && random.chance(0.3)));
  }
  await take(goes);
  expect(await scoreIn(mixed)).toBe(await scoreIn(straight));

  const before = await dump();
  await env.DB.batch([
    env.DB.prepare("DELETE FROM like_slots"),
    env.DB.prepare("UPDATE media SET score = NULL"),
    env.DB.prepare("UPDATE users SET score = NULL"),
    env.DB.prepare(
      `INSERT INTO like_slots (media_pk, slot, n)
       SELECT k.media_pk, iif(k.created_time = 0, 0, max(1, k.created_time * 24 / p.half_life)) AS slot, count(*)
       FROM popular p, likes k JOIN media m ON m.pk = k.media_pk AND m.user_pk <> k.user_pk GROUP BY 1, 2`,
    ),
    env.DB.prepare("UPDATE media SET likes_count = likes_count"),
  ]);
  expect(await dump()).toEqual(before);
});

test("a crowd that takes its likes back leaves what was there before it, to the bit", async () => {
  const T = now();
  const pk = await photo({ created_time: String(T - 300 * DAY) });
  const [few, many] = [await crowd(3), await crowd(2_000)];
  await give(few.map((user): Like => [pk, user, T - 299 * DAY]));
  const before = await dump();
  const storm = many.map((user): Like => [pk, user, T]);
  await give(storm);
  expect(await scoreIn(pk)).toBeCloseTo(Math.floor(T / HOUR) / 24 + Math.log2(2_000), 9);
  await take(storm);
  expect(await dump()).toEqual(before);
});

test("200 likes and unlikes of many people at once leave exact counts, slots and scores", async () => {
  const people = Array.from({ length: 25 }, () => person());
  const photos = people.slice(0, 4).map((user) => record({ user }));
  await put(...photos, ...people.map((user) => record({ user })));
  const tokens = await Promise.all(people.map(({ id }) => tokenOf(id, { scopes: ["likes"] })));
  // Everyone likes each photo and takes it back at once; whatever comes last rules.
  const acts = shuffled(
    tokens.flatMap((token) => photos.flatMap(({ id }) => ["POST", "DELETE"].map((method) => ({ id, token, method })))),
    random,
  );
  expect(acts).toHaveLength(200);
  const answers = await Promise.all(
    acts.map(({ id, token, method }) => get(`/v1/media/${id}/likes?access_token=${token}`, { method })),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  for (const [i, { id }] of photos.entries()) {
    const pk = await pkOf(id);
    const rows = await env.DB.prepare(
      `SELECT (SELECT likes_count FROM media WHERE pk = ?1) AS total, count(*) AS likes,
         (SELECT coalesce(sum(n), 0) FROM like_slots WHERE media_pk = ?1) AS slots,
         (SELECT count(*) FROM like_slots WHERE n <= 0) AS hollow,
         coalesce(sum(user_pk = (SELECT user_pk FROM media WHERE pk = ?1)), 0) AS own FROM likes WHERE media_pk = ?1`,
    )
      .bind(pk)
      .first<Record<string, number>>();
    expect(rows, `photo ${i}`).toEqual({
      ...rows,
      total: rows?.likes,
      slots: (rows?.likes ?? 0) - (rows?.own ?? 0),
      hollow: 0,
    });
    expect(await amiss(pk)).toBeLessThan(1e-9);
  }
}, 30_000);

test("a like costs no more than 500 rows, whatever the photo has behind it", async () => {
  const T = now();
  const user = person();
  const famous = record({ user, created_time: String(T - 400 * DAY) });
  // An owner of many others: what is best of them is not searched for.
  await put(famous, ...Array.from({ length: 500 }, (_, i) => record({ user, created_time: String(T - i * HOUR) })));
  const pk = await pkOf(famous.id);
  const people = await crowd(4_000);
  for (let i = 0; i < people.length; i += 500) {
    await give(people.slice(i, i + 500).map((one, j): Like => [pk, one, T - (i + j) * 2 * HOUR]));
  }
  const slots = await env.DB.prepare("SELECT count(*) AS n FROM like_slots WHERE media_pk = ?1").bind(pk).first("n");
  expect(slots).toBe(4_000);
  const liker = person();
  await put(record({ user: liker }));
  const path = `/v1/media/${famous.id}/likes?access_token=${await tokenOf(liker.id, { scopes: ["likes"] })}`;
  for (const method of ["POST", "POST", "DELETE", "DELETE"]) {
    const { status, calls } = await visit(path, { method });
    expect(status).toBe(200);
    expect(calls.rowsRead, method).toBeLessThanOrEqual(500);
    expect(calls.trips).toBe(2);
  }
  // What is not looked at, the older slots, is worth next to nothing.
  expect(await amiss(pk)).toBeLessThan(1e-4);
});

test("a photo of the future counts as of when it came, also when it comes again later", async () => {
  const id = newId();
  const future = record({ id, created_time: String(now() + 900 * DAY) });
  await put(future);
  const pk = await pkOf(id);
  const clamped = await scoreIn(pk);
  expect(clamped).toBeLessThanOrEqual(now() / DAY + 1 / 24);
  // As if it had come a week ago.
  await env.DB.prepare("UPDATE media SET ranked_time = ranked_time - ?1 WHERE pk = ?2")
    .bind(7 * DAY, pk)
    .run();
  const weekOld = await scoreIn(pk);
  expect(weekOld).toBeCloseTo((clamped ?? 0) - 7, 9);
  await put({ ...future, filter: "Gotham" });
  expect(await scoreIn(pk)).toBe(weekOld);
  await put({ ...future, created_time: String(now() - 50 * DAY) });
  expect(await amiss(pk)).toBeLessThan(1e-9);
  expect(await scoreIn(pk)).toBeLessThan(now() / DAY - 49);
});

test("a photo from before 1970 has a score like any other", async () => {
  const [first, second] = [await photo({ created_time: "-86400000" }), await photo({ created_time: "-86403600" })];
  for (const pk of [first, second]) expect(await amiss(pk)).toBeLessThan(1e-9);
  expect(await scoreIn(first)).toBeGreaterThan((await scoreIn(second)) ?? Infinity);
  const [user] = await crowd(1);
  await give([[first, user ?? 0, now()]]);
  expect(await amiss(first)).toBeLessThan(1e-9);
});
