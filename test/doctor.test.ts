import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { loadDemo } from "../cli/demo/load.ts";
import { examine } from "../cli/doctor/doctor.ts";
import { reserve } from "../cli/photos/files.ts";
import { imagesOf, putPictures } from "../cli/photos/objects.ts";
import { rewriteKept } from "../src/kept.ts";
import { crowd, give, type Like } from "./dated.ts";
import { HOUR, now, person, put, record } from "./makers.ts";
import { dump } from "./tables.ts";

/** Each kind of damage is found, repaired, and not found again. */

const bucket = env.PICTURES as R2Bucket;
const platform = { db: env.DB, kv: env.KV, bucket, close: async () => {}, remote: false };

/** What the doctor finds, by what it says. Pictures count as hours old. */
async function found(fix = false, of: Partial<typeof platform> = {}) {
  const options = { fix, now: Date.now() + 2 * HOUR * 1_000, migrations: env.MIGRATIONS };
  const { checks, ...report } = await examine({ ...platform, ...of }, options);
  const problems = checks.flatMap(({ problems }) => problems);
  return { ...report, problems, said: problems.map(({ what, count }) => `${count} ${what}`) };
}

let file: { media_id: string; name: string };
beforeAll(async () => {
  await loadDemo(platform, now());
  const media = await env.DB.prepare("SELECT pk FROM media ORDER BY pk DESC LIMIT 20").all<{ pk: number }>();
  const users = await crowd(10);
  const likes = media.results.flatMap(({ pk }, i) => users.map((user, k): Like => [pk, user, now() - i * HOUR - k]));
  await give(likes);
  const [reserved] = (await reserve(env.DB, [{ hash: "h".repeat(43), at: Date.now() }])).values();
  if (!reserved) throw new Error("no file");
  file = reserved;
  await putPictures(
    bucket,
    file.name,
    [5, 6, 7].map((size) => Buffer.from(`${size}`)),
  );
  await put(record({ id: file.media_id, images: imagesOf(file.name), user: person() }));
  await rewriteKept({ DB: env.DB, KV: env.KV });
});

test("a healthy instance is found healthy, with all that it holds, and nothing is written to it", async () => {
  const before = await dump();
  const { healthy, problems, stored } = await found(true);
  expect({ healthy, problems }).toEqual({ healthy: true, problems: [] });
  const rows = (table: string) => before[table]?.length;
  expect(stored).toMatchObject({
    ...{ media: rows("media"), users: rows("users"), likes: rows("likes"), comments: rows("comments") },
    ...{ cells: rows("media_cells"), slots: rows("like_slots"), objects: 3, "bytes of objects": 3 },
  });
  expect(stored["bytes of the database"]).toBeGreaterThan(100_000);
  expect(await dump()).toEqual(before);
});

const one =
  "(SELECT min(pk) FROM media WHERE latitude IS NOT NULL AND user_pk NOT IN (SELECT pk FROM users WHERE private))";

const damages: [name: string, sql: string | (() => Promise<unknown>), said: string][] = [
  [
    "a cell lost",
    `DELETE FROM media_cells WHERE (audience, cell, at) IN (SELECT audience, cell, at FROM media_cells WHERE at & 67108863 = ${one} LIMIT 1)`,
    "1 media that search does not find in all of their cells",
  ],
  ["all cells lost", "DELETE FROM media_cells", "media that search does not find"],
  [
    "a cell of nothing",
    "INSERT INTO media_cells VALUES (0, 5, (1700000000 << 26) | 9999999)",
    "1 cells under which no media belongs",
  ],
  [
    "a cell elsewhere",
    `INSERT INTO media_cells SELECT 0, 5, (created_time << 26) | pk FROM media WHERE pk = ${one}`,
    "1 cells under which no media belongs",
  ],
  [
    "a cell at another time",
    `INSERT INTO media_cells SELECT audience, cell, at + (1 << 26) FROM media_cells WHERE at & 67108863 = ${one}`,
    "6 cells under which no media belongs",
  ],
  [
    "a private photo in everyone's search",
    "INSERT INTO media_cells SELECT 0, cell, at FROM media_cells WHERE audience > 0 ORDER BY at LIMIT 1",
    "1 cells under which no media belongs",
  ],
  [
    "someone hidden in the middle",
    `UPDATE users SET private = 1 WHERE pk = (SELECT user_pk FROM media WHERE pk = ${one})`,
    "cells under which no media belongs",
  ],
  [
    "a total of likes",
    `UPDATE media SET likes_count = likes_count + 3 WHERE pk = ${one}`,
    "1 media whose totals are not what was counted",
  ],
  [
    "a total of comments",
    `UPDATE media SET comments_count = comments_count - 1 WHERE pk = ${one}`,
    "1 media whose totals are not what was counted",
  ],
  [
    "a slot too many",
    `INSERT INTO like_slots VALUES (${one}, 77, 4)`,
    "1 media whose likes by time are not what was given",
  ],
  ["slots lost", "DELETE FROM like_slots WHERE slot > 0", "20 media whose likes by time are not what was given"],
  [
    "a score off by its last bit",
    `UPDATE media SET score = score * (1 + 2.3e-16) WHERE pk = ${one}`,
    "1 media whose score is not that of their likes",
  ],
  [
    "a private photo with a score",
    "UPDATE media SET score = 1 WHERE pk = (SELECT min(m.pk) FROM media m JOIN users u ON u.pk = m.user_pk AND u.private)",
    "1 media whose score is not that of their likes",
  ],
  [
    "an owner's score",
    "UPDATE users SET score = 5 WHERE pk = (SELECT max(pk) FROM users)",
    "1 users whose score is not that of their best media",
  ],
  [
    "a rank of the future",
    `UPDATE media SET ranked_time = created_time + 86400 WHERE pk = ${one}`,
    "1 media that are ranked as of a time after they were taken",
  ],
  ["a trigger lost", "DROP TRIGGER like_added", "1 indexes and triggers that are missing"],
  ["an index lost", "DROP INDEX likes_user", "1 indexes and triggers that are missing"],
  ["settings lost", "DELETE FROM popular", "1 settings of popular that are missing"],
  [
    "a private photo in the kept list",
    "UPDATE users SET private = 1 WHERE pk = (SELECT user_pk FROM media ORDER BY score DESC LIMIT 1)",
    "media of the kept popular list that nobody or not everybody may see",
  ],
  [
    "a kept list that is cut",
    async () => env.KV.put("popular", `${(await env.KV.get("popular"))?.slice(0, -9)}`, { metadata: { made: now() } }),
    "1 lines of the kept popular list that can't be read",
  ],
  [
    "a kept list without a date",
    async () => env.KV.put("popular", `${await env.KV.get("popular")}`),
    "1 dates of the kept popular list",
  ],
  ["an object that nothing shows", () => bucket.put(`${"z".repeat(22)}_5.jpg`, "x"), "1 objects that no media shows"],
  ["an object that has no name of ours", () => bucket.put("notes.txt", "x"), "1 objects that no media shows"],
  [
    "an import that was cut off hours ago",
    async () => {
      const [cut] = (await reserve(env.DB, [{ hash: "i".repeat(43), at: Date.now() }])).values();
      await putPictures(
        bucket,
        cut?.name ?? "",
        [5, 6, 7].map((size) => Buffer.from(`${size}`)),
      );
    },
    "3 objects that no media shows",
  ],
  [
    "a renaming that was cut off hours ago",
    async () => {
      await env.DB.prepare("UPDATE files SET stray = ?1 WHERE name = ?2").bind("s".repeat(22), file.name).run();
      await bucket.put(`${"s".repeat(22)}_7.jpg`, "x");
    },
    "1 objects that no media shows",
  ],
];

test.for(damages)("%s: found, repaired, and well again", async ([, damage, said]) => {
  const whole = await dump();
  if (typeof damage === "string") await env.DB.prepare(damage).run();
  else await damage();
  const before = await dump();
  const sick = await found();
  expect(sick.healthy).toBe(false);
  expect(sick.said.join("; ")).toContain(said);
  expect(await dump(), "looking changes nothing").toEqual(before);
  const treated = await found(true);
  expect(treated.healthy).toBe(true);
  // One repair may be another's too.
  expect(treated.said.join("; ")).toContain(said);
  expect(sick.said).toEqual(expect.arrayContaining(treated.said));
  expect(treated.problems.every(({ repaired }) => repaired)).toBe(true);
  expect(await found()).toMatchObject({ healthy: true, problems: [] });
  // What was damaged is what it was, but for what the damage itself says.
  const { users, popular, files, ...after } = await dump();
  if (typeof damage === "string" && !damage.includes("private = 1")) {
    const { users: _, popular: __, files: ___, ...then } = whole;
    expect(after).toEqual(then);
  }
});

test("what is younger than an hour may be an import under way, and stays", async () => {
  await bucket.put(`${"y".repeat(22)}_5.jpg`, "x");
  const options = { fix: true, now: Date.now(), migrations: env.MIGRATIONS };
  expect(await examine(platform, options)).toMatchObject({ healthy: true });
  expect(await bucket.head(`${"y".repeat(22)}_5.jpg`)).not.toBeNull();
  await bucket.delete(`${"y".repeat(22)}_5.jpg`);
});

test("a picture that is gone can't be made anew: it is told, with what to do", async () => {
  await bucket.delete(`${file.name}_6.jpg`);
  const { healthy, problems } = await found(true);
  expect(healthy).toBe(false);
  expect(problems).toEqual([
    expect.objectContaining({ count: 1, repaired: false, examples: [`${file.name}_6.jpg of ${file.media_id}`] }),
  ]);
  expect(problems[0]?.advice).toContain("media delete");
  await bucket.put(`${file.name}_6.jpg`, "6");
});

test("a table that is gone ends the examination", async () => {
  await applyD1Migrations(env.UNMIGRATED, env.MIGRATIONS);
  await env.UNMIGRATED.prepare("DROP TABLE like_slots").run();
  const { healthy, said } = await found(true, { db: env.UNMIGRATED });
  expect({ healthy, said }).toEqual({ healthy: false, said: ["1 tables that are missing"] });
});
