import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { examine } from "../cli/doctor/doctor.ts";
import { openDatabase } from "../src/database.ts";
import { cellsOf } from "../src/grid.ts";
import app from "../src/index.ts";
import { popularPks } from "../src/media/ranking.ts";
import { scoreOf } from "./formula.ts";
import { client, DAY, now, tokenOf } from "./makers.ts";

/** A collection that was stored by an earlier version, after the migrations since. */

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

const T = now() - DAY;
const here = { lat: 48.8584, lng: 2.2945 };
const cells = (audience: number, pk: number, time: number) =>
  cellsOf(here).map((cell) => `INSERT INTO media_cells VALUES (${audience}, ${cell}, (${time} << 26) | ${pk})`);
const image = (name: string) => `{"url":"https://pictures.example/${name}.jpg","width":150,"height":150}`;
const images = `{"low_resolution":${image("6")},"thumbnail":${image("5")},"standard_resolution":${image("7")}}`;
const medium = (pk: number, id: string, user: number, type: string, time: number, more: string) =>
  `INSERT INTO media (pk, id, suffixed, user_pk, type, created_time, filter, caption, tags, users_in_photo, images, videos,
     link, latitude, longitude, location_id, point_shown, likes_base, comments_base, likes_count, comments_count, score, digest)
   VALUES (${pk}, '${id}', ${pk % 2}, ${user}, '${type}', ${time}, 'Normal', NULL, '["dusk"]', '[]', '${images}', ${more})`;
const author = (id: number, name: string) => `{"username":"${name}","full_name":"","id":"${id}","profile_picture":""}`;

/** What was stored, as it could be from each migration on, before the next. */
const STORED: Record<string, string[]> = {
  "0000": [
    "INSERT INTO users (pk, id, username, full_name, private) VALUES (1,'11','ada','Ada Alder',0),(2,'12','bo',NULL,1),(3,'13','cleo','',0)",
    "INSERT INTO locations VALUES (7, 'A quay', 48.8584, 2.2945)",
    medium(1, "101", 1, "image", T, `NULL, '', ${here.lat}, ${here.lng}, 7, 0, 5, 1, 7, 2, ${T}, 'a'`),
    medium(
      2,
      "102",
      1,
      "video",
      T + 1,
      `'{"standard_resolution":${image("v")}}', NULL, ${here.lat}, ${here.lng}, NULL, 1, 0, 0, 0, 0, ${T}, 'b'`,
    ),
    medium(
      3,
      "103",
      2,
      "image",
      T + 2,
      `NULL, 'http://instagr.am/p/x/', ${here.lat}, ${here.lng}, NULL, 0, 0, 0, 1, 0, ${T}, 'c'`,
    ),
    medium(4, "104", 3, "image", T + 3, `NULL, '', NULL, NULL, NULL, 0, 0, 0, 0, 0, ${T}, 'd'`),
    ...cells(0, 1, T),
    ...cells(0, 2, T + 1),
    ...cells(2, 3, T + 2),
    `INSERT INTO comments VALUES (1, ${T + 5}, 0, '900', 3, 'a word', '${author(13, "cleo then")}')`,
    `INSERT INTO likes VALUES (1, 0, 0, 3, '${author(13, "cleo then")}'), (1, 0, 1, 1, '${author(11, "ada")}'), (3, 0, 0, 1, '${author(11, "ada")}')`,
  ],
  "0001": [
    `INSERT INTO likes VALUES (2, ${T + 60}, 0, 3, '${author(13, "cleo")}')`,
    `INSERT INTO likes VALUES (4, ${T + 90}, 0, 1, '${author(11, "ada")}')`,
  ],
  "0002": [`INSERT INTO files (hash, media_id, name) VALUES ('${"h".repeat(43)}', '104', '${"n".repeat(22)}')`],
};

test("a collection that was begun with the first migration answers the same after all others", async () => {
  const db = env.SECOND;
  for (const [i, { name }] of env.MIGRATIONS.entries()) {
    await applyD1Migrations(db, env.MIGRATIONS.slice(0, i + 1));
    const statements = STORED[name.slice(0, 4)] ?? [];
    if (statements.length > 0) await db.batch(statements.map((sql) => db.prepare(sql)));
  }
  const tables = await db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'd1_*'",
    )
    .all<{ name: string }>();
  for (const { name } of tables.results) {
    // A new table: put into it, in STORED, what the first instances will have in it.
    expect(await db.prepare(`SELECT 1 FROM "${name}"`).first(), `${name} is empty`).not.toBeNull();
  }

  const [anyone, bo] = [`client_id=${await client()}`, `access_token=${await tokenOf("12")}`];
  const ask = async (path: string) => {
    const request = new Request(`https://darkroom.example/v1/media/${path}`);
    return (
      await app.fetch(request, { ...env, DB: db }, { waitUntil() {}, passThroughOnException() {} } as never)
    ).json<{
      meta: { code: number };
      data: { id: string; likes: { count: number } }[];
    }>();
  };
  expect(await ask(`101?${anyone}`)).toMatchObject({
    meta: { code: 200 },
    data: {
      ...{ type: "image", id: "101_11", tags: ["dusk"], link: "https://darkroom.example/p/Bl/", caption: null },
      comments: { count: 2, data: [{ text: "a word", id: "900", from: { username: "cleo then", id: "13" } }] },
      likes: { count: 7, data: [{ username: "cleo then" }, { username: "ada" }] },
      location: { latitude: 48.8584, name: "A quay", longitude: 2.2945, id: 7 },
      user: { username: "ada", full_name: "Ada Alder" },
    },
  });
  expect(await ask(`102?${anyone}`)).toMatchObject({ data: { type: "video", link: null, likes: { count: 1 } } });
  expect((await ask(`103?${anyone}`)).meta.code).toBe(400);
  const ids = async (path: string) => (await ask(path)).data.map(({ id }) => id);
  const circle = `search?lat=${here.lat}&lng=${here.lng}&distance=10`;
  expect(await ids(`${circle}&${anyone}`)).toEqual(["102", "101_11"]);
  expect(await ids(`${circle}&${bo}`)).toEqual(["103_12", "102", "101_11"]);
  expect(await ids(`popular?${anyone}`)).toEqual(["101_11", "104", "102"]);
  expect(await ids(`104/likes?${anyone}`)).toEqual(["11"]);
  const platform = { db, kv: env.KV, bucket: undefined, close: async () => {}, remote: false };
  const options = { fix: false, now: Date.now(), migrations: env.MIGRATIONS };
  const { checks } = await examine(platform, options);
  expect(checks.flatMap(({ problems }) => problems)).toEqual([]);
});
