import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { openDatabase } from "../src/database.ts";
import { popularPks } from "../src/media/ranking.ts";
import { scoreOf } from "./formula.ts";
import { DAY, now } from "./makers.ts";

/** A collection that was stored before there was a ranking has one afterwards. */

test("the second migration ranks what the first one stored", async () => {
  const db = env.UNMIGRATED;
  const upTo = (last: string) => env.MIGRATIONS.filter(({ name }) => name <= `${last}_~`);
  await applyD1Migrations(db, upTo("0000"));
  const T = now();
  // [owner, taken, likes that were only counted, likers]; user 3 is private, user 4 only likes.
  const media: [number, number, number, number[]][] = [
    [1, T - 3 * DAY, 400, [2, 4]],
    [1, T - DAY, 0, [1]],
    [2, T + 900 * DAY, 0, [1, 4]],
    [3, T, 9_000, [4]],
    [2, -DAY, 7, []],
  ];
  await db.batch([
    db.prepare(
      "INSERT INTO users (pk, id, username, private) VALUES (1,'11','a',0),(2,'12','b',0),(3,'13','c',1),(4,'14','d',0)",
    ),
    db
      .prepare(
        `INSERT INTO media (pk, id, suffixed, user_pk, type, created_time, tags, users_in_photo, images, point_shown,
           likes_base, comments_base, likes_count, comments_count, score, digest)
         SELECT key + 1, key + 1, 0, value ->> 0, 'image', value ->> 1, '[]', '[]', '{}', 0,
           value ->> 2, 0, (value ->> 2) + json_array_length(value, '$[3]'), 0, 12.5, '' FROM json_each(?1)`,
      )
      .bind(JSON.stringify(media)),
    db
      .prepare(
        `INSERT INTO likes (media_pk, created_time, position, user_pk, liker)
         SELECT m.key + 1, 0, k.key, k.value, '{}' FROM json_each(?1) m, json_each(m.value, '$[3]') k`,
      )
      .bind(JSON.stringify(media)),
  ]);
  await applyD1Migrations(db, env.MIGRATIONS);

  const { results } = await db
    .prepare("SELECT likes_count, ranked_time, score FROM media ORDER BY pk")
    .all<{ likes_count: number; ranked_time: number; score: number | null }>();
  for (const [i, [owner, taken, base, likers]] of media.entries()) {
    const { likes_count, ranked_time, score } = results[i] ?? {};
    expect(likes_count).toBe(base + likers.length);
    expect(Math.abs((ranked_time ?? 0) - Math.min(taken, now()))).toBeLessThanOrEqual(30);
    const likes = likers.filter((one) => one !== owner).map(() => 0);
    const expected = scoreOf({ rankedTime: ranked_time ?? 0, base, likes }, DAY);
    if (owner === 3) expect(score).toBeNull();
    else expect(Math.abs((score ?? 0) - expected)).toBeLessThan(1e-9);
  }
  expect((await popularPks(openDatabase(db))).map(({ pk }) => pk)).toEqual([1, 3, 2, 5]);

  // Likes of before are taken back exactly, and new ones find their place.
  await db.prepare("DELETE FROM likes WHERE user_pk = 4").run();
  await db.prepare("INSERT INTO likes VALUES (2, ?1, 0, 2, '{}')").bind(T).run();
  const counts = await db.prepare("SELECT likes_count FROM media ORDER BY pk").all<{ likes_count: number }>();
  expect(counts.results.map((row) => row.likes_count)).toEqual([401, 2, 1, 9_000, 7]);
  const slots = await db.prepare("SELECT media_pk, n FROM like_slots ORDER BY 1, slot").all();
  expect(slots.results).toEqual([
    { media_pk: 1, n: 1 },
    { media_pk: 2, n: 1 },
    { media_pk: 3, n: 1 },
  ]);
});
