import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { lines } from "../cli/export/export.ts";
import { importRecords } from "../cli/import/import.ts";
import { records } from "../cli/import/source.ts";
import { begin } from "../cli/import/tally.ts";
import { reserve } from "../cli/photos/files.ts";
import { imagesOf } from "../cli/photos/objects.ts";
import { setPrivate } from "../cli/privacy.ts";
import { findUser } from "../cli/users.ts";
import {
  author,
  comment,
  counted,
  DAY,
  full,
  get,
  hidden,
  newId,
  now,
  offer,
  person,
  put,
  record,
  tokenOf,
} from "./makers.ts";
import { seeded } from "./random.ts";
import { countedBindings } from "./visit.ts";

/** Everything out, in again elsewhere, and out again: the same bytes. */

const other = env.UNMIGRATED;

async function exported(db: D1Database): Promise<string> {
  return (await Array.fromAsync(lines(db, { users: 0, places: 0, media: 0, files: 0 }))).join("");
}

/** Imports a text as the command does, in pieces of a stream. */
async function take(db: D1Database, text: string) {
  const refused: string[] = [];
  const progress = begin((where, reason) => refused.push(`${where}: ${reason}`));
  const pieces = async function* () {
    for (let i = 0; i < text.length; i += 65_536) yield text.slice(i, i + 65_536);
  };
  await importRecords(db, records(pieces()), progress);
  expect(refused).toEqual([]);
  return progress.tally;
}

/** What is made from what was imported, without the keys inside, which another history gives otherwise. */
async function made(db: D1Database) {
  const results = await db.batch([
    db.prepare(
      "SELECT id, score, likes_count, comments_count, ranked_time, likes_base, latitude, longitude FROM media ORDER BY pk",
    ),
    db.prepare("SELECT m.id, k.slot, k.n FROM like_slots k JOIN media m ON m.pk = k.media_pk ORDER BY m.pk, k.slot"),
    db.prepare(`SELECT m.id, u.id AS audience, c.cell, c.at >> 26 AS time FROM media_cells c JOIN media m ON m.pk = c.at & 67108863
      LEFT JOIN users u ON u.pk = c.audience ORDER BY m.pk, c.cell`),
    db.prepare("SELECT id, username, full_name, profile_picture, bio, website, private, score FROM users ORDER BY pk"),
    db.prepare("SELECT hash, media_id, name FROM files ORDER BY hash"),
  ]);
  return results.map(({ results }) => results);
}

test("all shapes that a photo, a person and a place can have come back byte by byte", async () => {
  const me = person({ bio: "Films." });
  const secret = await hidden();
  const place = { name: "A quay", id: Number(newId()) };
  const at = (latitude: number, longitude: number) => ({ latitude, longitude });
  const { videos, ...video } = {
    type: "video",
    videos: {
      low_resolution: { url: "a", width: 1, height: 2 },
      standard_resolution: { url: "b", width: 3, height: 4 },
    },
  };
  const live = full();
  await put(
    live,
    full({ user: me, id: `${newId()}_${me.id}`, link: null }),
    full({ user: { username: "bare", id: newId() }, link: "http://instagr.am/p/x/" }),
    full({ user: secret, ...video, videos }),
    record({ ...video }),
    record({ location: place }),
    record({ location: place, ...at(1.25, -3.5) }),
    record({ location: { ...place, ...at(10, 20) } }),
    record({ location: { ...place, ...at(10, 20) }, ...at(10.000_000_000_000_002, 20) }),
    record({ location: { id: Number(newId()) }, filter: null }),
    record({ location: at(-90, 180) }),
    record({ location: null, ...at(0, -0) }),
    record({ created_time: "-86400", location: {} }),
    record({ created_time: String(now() + 40 * DAY) }),
    record({ likes: { count: 7 }, comments: { count: 3 } }),
    record({
      caption: { text: 'A "text" of \\u0000 🐦 \u2028 <b>\n', from: { ...author(), full_name: null, type: "user" } },
    }),
    record({
      comments: counted(
        [9, 3, 3, 5, 3].map((second) => comment({ created_time: String(1_400_000_000 + second) })),
        50,
      ),
      likes: counted([author(me), author(), author(secret)], 3),
    }),
  );
  // Rows that no photo shows: someone who only has a token, a place that photos have left, the file of a cut-off import.
  await env.DB.prepare("INSERT INTO users (id, username, full_name) VALUES (?1, 'alone', NULL)").bind(newId()).run();
  await env.DB.prepare("INSERT INTO locations (id, name) VALUES (?1, 'left'), (-5, NULL)").bind(newId()).run();
  const files = [..."ab"].map((letter) => ({ hash: letter.repeat(43), at: Date.now() }));
  const [file] = (await reserve(env.DB, files)).values();
  await put(record({ id: file?.media_id, images: imagesOf(file?.name ?? "") }));
  for (const who of [me.id, secret.id, live.user.id]) {
    const token = await tokenOf(who, { scopes: ["likes"] });
    expect((await get(`/v1/media/${live.id}/likes?access_token=${token}`, { method: "POST" })).status).toBe(200);
  }
  // A collection's numbers, in bulk: coordinates with all their bits.
  const { between } = seeded(7);
  const random = () => between(0, 1) + between(0, 2 ** -32);
  await put(
    ...Array.from({ length: 2_500 }, () =>
      record({
        user: me,
        location: at(random() * 180 - 90, (random() - 0.5) * 360),
        created_time: String(Math.floor(random() * 1.7e9)),
      }),
    ),
  );

  const text = await exported(env.DB);
  await applyD1Migrations(other, env.MIGRATIONS);
  const tally = await take(other, text);
  expect(tally.notKept).toEqual({});
  expect(await exported(other)).toBe(text);
  expect(await made(other)).toEqual(await made(env.DB));
  expect(text).toContain('"private":true');
  expect(text.match(/"created_time":"\d+"\}/g)).toHaveLength(3);

  // Where it is already, it changes nothing.
  for (const db of [env.DB, other]) {
    const counted = countedBindings(db);
    const again = await take(counted.bindings.DB, text);
    if (db === other) {
      expect(again.media).toEqual({ added: 0, updated: 0, unchanged: tally.media.added, removed: 0 });
      expect(again.users).toMatchObject({ added: 0, updated: 0 });
      expect(counted.calls.rowsWritten).toBe(0);
    }
    expect(await exported(db)).toBe(text);
  }
});

test("who is hidden while an export runs is hidden where it is imported", async () => {
  const [early, late] = [person(), person()];
  const photo = full({ user: early });
  await put(photo);
  let text = "";
  for await (const line of lines(env.DB, { users: 0, places: 0, media: 0, files: 0 })) {
    if (text === "") {
      await put(full({ user: late }));
      for (const { id } of [early, late]) await setPrivate(env.DB, { pk: (await findUser(env.DB, id))?.pk ?? 0 }, true);
    }
    text += line;
  }
  await applyD1Migrations(other, env.MIGRATIONS);
  await take(other, text);
  for (const { id } of [early, late]) expect(await findUser(other, id)).toMatchObject({ private: 1, media: 1 });
  const { results } = await other
    .prepare(
      "SELECT DISTINCT c.audience = u.pk AS own FROM media_cells c JOIN media m ON m.pk = c.at & 67108863 JOIN users u ON u.pk = m.user_pk WHERE u.id IN (?1, ?2)",
    )
    .bind(early.id, late.id)
    .all();
  expect(results).toEqual([{ own: 1 }]);
});

test("an import hides whom it calls private, photos and all, and shows nobody", async () => {
  const user = person();
  const photo = full({ user });
  await put(photo);
  await put({ user: { ...user, private: true } });
  expect((await get(`/v1/media/${photo.id}?access_token=${await tokenOf(person().id)}`)).status).toBe(400);
  await put({ user: { ...user, private: false } }, { user });
  expect(await findUser(env.DB, user.id)).toMatchObject({ private: 1 });
});

test("a like with a time takes the place of one without, and no time takes its place", async () => {
  const liker = author();
  const photo = record({ likes: counted([liker], 5) });
  const likes = async () =>
    (
      await env.DB.prepare(
        "SELECT k.created_time, m.likes_count FROM likes k JOIN media m ON m.pk = k.media_pk WHERE m.id = ?1",
      )
        .bind(photo.id)
        .all()
    ).results;
  await put(photo);
  expect(await likes()).toEqual([{ created_time: 0, likes_count: 5 }]);
  const dated = (created_time: string) => ({ ...photo, likes: counted([{ ...liker, created_time }], 5) });
  await put(dated("1500000000"));
  expect(await likes()).toEqual([{ created_time: 1_500_000_000, likes_count: 5 }]);
  await put(photo, dated("1600000000"));
  expect(await likes()).toEqual([{ created_time: 1_500_000_000, likes_count: 5 }]);
  const ahead = record({ likes: counted([{ ...author(), created_time: String(now() + DAY) }]) });
  await put(ahead);
  const time = await env.DB.prepare("SELECT max(created_time) AS t FROM likes").first<number>("t");
  expect(time).toBeLessThanOrEqual(now() + 1);
});

test.for([
  [{ user: { id: "x", username: "a" } }, "user.id: is not a user id"],
  [{ user: { id: "1" } }, "user.username"],
  [{ user: { id: "1", username: "a", private: 1 } }, "user.private"],
  [{ place: { id: "1" } }, "place.id"],
  [{ place: { id: 1, latitude: 91 } }, "place.latitude"],
  [{ file: { hash: "a", media_id: "1", name: "n" } }, "file.hash: is not a SHA-256"],
  [{ file: { hash: "a".repeat(43), media_id: "1", name: "" } }, "file.name"],
  [{ token: {} }, "id:"],
  [{ user: { id: "1", username: "a" }, place: { id: 1 } }, "id:"],
  [record({ likes: counted([{ ...author(), created_time: "-5" }]) }), "is before 1970"],
] as const)("%j is refused", async ([value, said]) => {
  const { refusals } = await offer([value]);
  expect(refusals).toHaveLength(1);
  expect(refusals[0]).toContain(said);
});

test("a file that is another photo's here is refused, and one under another name leaves that to be cleaned", async () => {
  const [file] = (await reserve(env.DB, [{ hash: "c".repeat(43), at: Date.now() }])).values();
  const line = (over: object) => ({
    file: { hash: file?.hash, media_id: file?.media_id, name: "n".repeat(22), ...over },
  });
  expect((await offer([line({ media_id: "5" })])).refusals[0]).toContain(`are media ${file?.media_id} here`);
  expect((await offer([line({ hash: "d".repeat(43) })])).refusals[0]).toContain(`are media ${file?.media_id} here`);
  await put(line({}));
  const row = await env.DB.prepare("SELECT name, stray FROM files WHERE hash = ?1").bind(file?.hash).first();
  expect(row).toEqual({ name: "n".repeat(22), stray: file?.name });
});

test("a page of an export is bounded by its comments and likes, not by its photos", async () => {
  const crowd = Array.from({ length: 9_000 }, () => author());
  await put(...Array.from({ length: 5 }, () => record({ likes: counted(crowd) })));
  let most = 0;
  const db = new Proxy(env.DB, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== "batch") return typeof value === "function" ? value.bind(target) : value;
      return async (statements: D1PreparedStatement[]) => {
        const results = await target.batch(statements);
        most = Math.max(
          most,
          results.reduce((sum, { results }) => sum + results.length, 0),
        );
        return results;
      };
    },
  });
  const text = await exported(db);
  expect(text.split("\n").length).toBeGreaterThan(9_000);
  expect(most).toBeGreaterThan(9_000);
  expect(most).toBeLessThan(20_600);
});
