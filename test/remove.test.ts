import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { loadDemo } from "../cli/demo/load.ts";
import { listMedia, removeMedia } from "../cli/media.ts";
import { reserve } from "../cli/photos/files.ts";
import { imagesOf, putPictures } from "../cli/photos/objects.ts";
import { removeUser } from "../cli/remove-user.ts";
import { needUser } from "../cli/users.ts";
import { rewriteKept } from "../src/kept.ts";
import {
  author,
  client,
  comment,
  counted,
  full,
  get,
  newId,
  now,
  person,
  put,
  record,
  shown,
  spot,
  tokenOf,
} from "./makers.ts";
import { dump } from "./tables.ts";
import { countedBindings } from "./visit.ts";

/** Media and users that are taken out: nothing of them is left in any store. */

const bucket = env.PICTURES as R2Bucket;
const stores = { DB: env.DB, KV: env.KV };
const platform = { db: env.DB, kv: env.KV, bucket, close: async () => {}, remote: false };

/** All that is in any store: every row of every table, every key and value of KV, every key of R2. */
async function everything(): Promise<string[]> {
  const rows = Object.entries(await dump()).flatMap(([table, all]) => all.map((row) => `${table}: ${row}`));
  const { keys } = await env.KV.list();
  const values = await Promise.all(keys.map(async ({ name }) => `KV ${name}: ${await env.KV.get(name)}`));
  const { objects } = await bucket.list();
  return [...rows, ...values, ...objects.map(({ key }) => `R2 ${key}`)];
}

/** Of these texts those that some store holds, each with where. */
async function found(texts: string[]): Promise<string[]> {
  const all = await everything();
  return texts.flatMap((text) =>
    all.filter((one) => one.includes(text)).map((one) => `${text} in ${one.slice(0, 200)}`),
  );
}

/** A photo of a user's own, with all that a photo can have, its pictures here, and a live like. */
async function mine(user: ReturnType<typeof person>, name: string) {
  const hash = btoa(`hash of ${name}`.padEnd(33, "_")).slice(0, 43);
  const [file] = (await reserve(env.DB, [{ hash, at: Date.now() }])).values();
  if (!file) throw new Error("no file");
  await putPictures(
    bucket,
    file.name,
    [5, 6, 7].map((size) => Buffer.from(`${name} ${size}`)),
  );
  const { lat, lng } = spot();
  const photo = full({
    id: file.media_id,
    user,
    created_time: String(now() - 60),
    tags: [`tag of ${name}`],
    images: imagesOf(file.name),
    caption: { created_time: "1400000000", text: `caption of ${name}`, from: author(user), id: newId() },
    comments: counted([comment({ text: `comment on ${name}` })]),
    location: { latitude: lat, name: `place of ${name}`, longitude: lng, id: Number(newId()) },
  });
  await put(photo);
  const liker = person();
  await put(record({ user: liker }));
  const like = await get(`/v1/media/${photo.id}/likes?access_token=${await tokenOf(liker.id, { scopes: ["likes"] })}`, {
    method: "POST",
  });
  expect(like.status).toBe(200);
  return { photo, file, liker };
}

const pkOf = async (table: "media" | "users", id: string) =>
  (await env.DB.prepare(`SELECT pk FROM ${table} WHERE id = ?1`).bind(id).first<number>("pk")) ?? 0;

test("of a media that is taken out nothing is left in any store", async () => {
  const { photo, file } = await mine(person(), "the first");
  const other = await mine(person(), "the second");
  await rewriteKept(stores);
  const pk = await pkOf("media", photo.id);
  const traces = [
    photo.id,
    file.hash,
    file.name,
    ...["tag of", "caption of", "comment on", "place of"].map((text) => `${text} the first`),
  ];
  for (const trace of traces) expect((await found([trace])).length, trace).toBeGreaterThan(0);
  expect(await env.KV.get("popular")).toContain("caption of the first");

  const { found: listed, unknown } = await listMedia(env.DB, [
    photo.id,
    `${photo.id}_${photo.user.id}`,
    `${photo.id}_7`,
    "77",
  ]);
  expect(listed).toEqual([
    expect.objectContaining({ id: photo.id, owner: photo.user.username, comments: 1, likes: 3 }),
  ]);
  expect(unknown).toEqual([`${photo.id}_7`, "77"]);
  expect(await removeMedia(env.DB, bucket, [photo.id])).toBe(1);
  await rewriteKept(stores);
  expect(await found(traces)).toEqual([]);
  const { results } = await env.DB.prepare(
    `SELECT 1 FROM media_cells WHERE at & 67108863 = ?1 UNION ALL SELECT 1 FROM like_slots WHERE media_pk = ?1
     UNION ALL SELECT 1 FROM comments WHERE media_pk = ?1 UNION ALL SELECT 1 FROM likes WHERE media_pk = ?1`,
  )
    .bind(pk)
    .all();
  expect(results).toEqual([]);
  expect((await shown(other.photo.id)).caption.text).toBe("caption of the second");
  expect((await bucket.list({ prefix: other.file.name })).objects).toHaveLength(3);
});

test("of a user who is taken out nothing is left in any store, and totals are right", async () => {
  const user = person({ username: "gone_with_all", full_name: "Gone Withall", bio: "bio of the gone" });
  const { photo, file } = await mine(user, "the gone");
  const pk = await pkOf("users", user.id);
  const token = await tokenOf(user.id, { scopes: ["likes"] });
  const [staying, theirs] = [person(), comment()];
  const tagged = { user: author(), position: { x: 0.5, y: 0.25 } };
  const elsewhere = full({
    user: staying,
    users_in_photo: [{ user: author(user), position: { x: 0.1, y: 0.2 } }, tagged],
    caption: { created_time: "1400000000", text: "a caption by the gone", from: author(user), id: newId() },
    comments: counted([comment({ from: author(user), text: "said by the gone" }), theirs], 9),
    likes: counted([author(user), author()], 40),
  });
  const live = record({ user: staying });
  await put(elsewhere, live);
  await get(`/v1/media/${live.id}/likes?access_token=${token}`, { method: "POST" });
  expect((await shown(live.id)).likes).toMatchObject({ count: 1, data: [{ username: "gone_with_all" }] });
  await rewriteKept(stores);
  const traces = [
    ...[user.id, "gone_with_all", "Gone Withall", "bio of the gone", "by the gone", "of the gone", "on the gone"],
    ...[photo.id, file.hash, file.name],
  ];
  for (const trace of traces) expect((await found([trace])).length, trace).toBeGreaterThan(0);

  expect(await removeUser(platform, await needUser(env.DB, "gone_with_all"))).toEqual({
    ...{ media: 1, comments: 1, likes: 2, tags: 1, captions: 1, tokens: 1 },
  });
  await rewriteKept(stores);
  expect(await found(traces)).toEqual([]);
  const { media_cells, like_slots, comments, likes, media } = await dump();
  for (const row of media_cells ?? []) expect(row.startsWith(`${pk}, `)).toBe(false);
  expect([...(comments ?? []), ...(likes ?? []), ...(media ?? [])].length).toBeGreaterThan(0);
  expect(like_slots?.length).toBeGreaterThan(0);

  const after = await shown(elsewhere.id);
  expect(after.users_in_photo).toEqual([tagged]);
  expect(after.caption).toBeNull();
  expect(after.comments).toEqual({ data: [theirs], count: 8 });
  expect(after.likes.count).toBe(39);
  expect(after.likes.data).toHaveLength(1);
  expect((await shown(live.id)).likes).toEqual({ count: 0, data: [] });
  const scores = await env.DB.prepare("SELECT score FROM media WHERE id = ?1").bind(live.id).first<number>("score");
  await env.DB.prepare("UPDATE media SET likes_count = likes_count WHERE id = ?1").bind(live.id).run();
  expect(await env.DB.prepare("SELECT score FROM media WHERE id = ?1").bind(live.id).first("score")).toBe(scores);
  expect((await get(`/v1/media/${live.id}?access_token=${token}`)).status).toBe(400);
});

test("cut off at any batch, a deletion is completed by doing it again", async () => {
  for (let batches = 0, done = false; !done; batches++) {
    const user = person({ username: `cut_${batches}` });
    await mine(user, `cut ${batches}`);
    const on = full({ comments: counted([comment({ from: author(user) })]), likes: counted([author(user)], 5) });
    await put(on);
    let left = batches;
    const db = new Proxy(env.DB, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (name === "batch" && left-- <= 0) throw new Error("no such table: killed");
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const who = await needUser(env.DB, user.id);
    done = await removeUser({ ...platform, db }, who).then(
      () => true,
      () => false,
    );
    if (!done) await removeUser(platform, who);
    expect(await found([`cut_${batches}"`, `'cut_${batches}'`, `cut ${batches}`])).toEqual([]);
    expect(await shown(on.id)).toMatchObject({ comments: { count: 0 }, likes: { count: 4 } });
  }
});

test("what is taken out costs rows by its own size, not by the collection's", async () => {
  await loadDemo(platform, now());
  const owner = person();
  await put(
    ...Array.from({ length: 1_500 }, () => full({ user: owner, users_in_photo: [], likes: counted([author()], 3) })),
  );
  const one = full();
  await put(one);
  const { bindings, calls } = countedBindings();
  await removeMedia(bindings.DB, bucket, [one.id]);
  expect(calls.rowsRead).toBeLessThan(150);

  const quiet = person();
  await put(record({ likes: counted([author(quiet)]), comments: counted([comment({ from: author(quiet) })]) }));
  const again = countedBindings();
  await removeUser({ ...platform, db: again.bindings.DB }, await needUser(env.DB, quiet.id));
  const { media } = await dump();
  // Every photo is read once, for what is printed on it.
  expect(again.calls.rowsRead).toBeLessThan(150 + (media?.length ?? 0));
});

test("a user who is gone is no caller any more", async () => {
  const user = person();
  await put(record({ user }));
  const token = await tokenOf(user.id);
  const other = await tokenOf(person().id);
  expect((await removeUser(platform, await needUser(env.DB, user.id))).tokens).toBe(1);
  expect((await get(`/v1/media/popular?access_token=${token}`)).status).toBe(400);
  expect((await get(`/v1/media/popular?access_token=${other}`)).status).toBe(200);
  expect((await get(`/v1/media/popular?client_id=${await client()}`)).status).toBe(200);
});
