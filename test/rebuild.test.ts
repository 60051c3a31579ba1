import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { rebuildPopular } from "../cli/popular.ts";
import { crowd, give, type Like, pkOf, take } from "./dated.ts";
import { scoreOf } from "./formula.ts";
import { author, counted, DAY, HOUR, hidden, now, person, put, record } from "./makers.ts";
import { seeded } from "./random.ts";

const random = seeded(20131115);

/** All that triggers keep. Scores come as the doubles that they are: equal means to the bit. */
async function kept() {
  const rows = async (sql: string) => (await env.DB.prepare(sql).all()).results;
  return {
    slots: await rows("SELECT * FROM like_slots ORDER BY media_pk, slot"),
    media: await rows("SELECT pk, likes_count, score FROM media ORDER BY pk"),
    users: await rows("SELECT pk, score FROM users ORDER BY pk"),
  };
}

test("a rebuild makes from nothing, to the bit, what triggers have kept; so does the way to another half-life and back", async () => {
  const owners = [...Array.from({ length: 4 }, () => person()), await hidden()];
  const photos = Array.from({ length: 40 }, (_, i) =>
    record({
      user: owners[i % owners.length],
      // One of the future among them.
      created_time: String(now() - i * 7 * HOUR + 10),
      likes: counted(
        Array.from({ length: i % 4 }, () => author()),
        (i % 4) + random.integer(0, 300),
      ),
    }),
  );
  await put(...photos);
  const pks = await Promise.all(photos.map(({ id }) => pkOf(id)));
  const people = await crowd(30);
  const { results } = await env.DB.prepare("SELECT user_pk FROM media ORDER BY pk").all<{ user_pk: number }>();
  const likes = pks.flatMap((pk, i): Like[] => [
    ...people
      .filter(() => random.between(0, 1) < 0.4)
      .map((user): Like => [pk, user, now() - random.integer(0, 9 * DAY)]),
    // The owner's own, which is counted and not ranked.
    ...(i % 3 === 0 ? [[pk, results[i]?.user_pk ?? 0, now() - HOUR] as Like] : []),
  ]);
  await give(likes);
  await take(likes.filter((_, i) => i % 5 === 0));
  const before = await kept();
  expect(before.slots.length).toBeGreaterThan(100);

  await env.DB.batch(
    [
      "UPDATE media SET likes_count = likes_count + 7",
      "DELETE FROM like_slots WHERE media_pk % 2",
      "UPDATE like_slots SET n = n + 1",
      "UPDATE media SET score = 1",
      "UPDATE users SET score = NULL",
    ].map((sql) => env.DB.prepare(sql)),
  );
  expect(await rebuildPopular(env.DB)).toBe(photos.length);
  expect(await kept()).toEqual(before);

  await rebuildPopular(env.DB, 6 * HOUR);
  const one = await env.DB.prepare(
    `SELECT m.score, m.ranked_time, m.likes_base,
       (SELECT json_group_array(created_time) FROM likes WHERE media_pk = m.pk AND user_pk <> m.user_pk) AS times
     FROM media m WHERE m.pk = ?1`,
  )
    .bind(pks[8])
    .first<{ score: number; ranked_time: number; likes_base: number; times: string }>();
  if (!one) throw new Error("The photo is gone.");
  const known = { rankedTime: one.ranked_time, base: one.likes_base, likes: JSON.parse(one.times) };
  expect(one.score).toBeCloseTo(scoreOf(known, 6 * HOUR), 9);
  await rebuildPopular(env.DB, DAY);
  expect(await kept()).toEqual(before);
});
