import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { removeMedia } from "../cli/media.ts";
import { reserve } from "../cli/photos/files.ts";
import { imagesOf, putPictures, videosOf } from "../cli/photos/objects.ts";
import { renamePictures } from "../cli/photos/rename.ts";
import { findUser } from "../cli/users.ts";
import { person, put, record } from "./makers.ts";

/** Pictures that are stored here: other names for them, and their end. */

const bucket = env.PICTURES as R2Bucket;

/** A person's photos with pictures here, one of them with a video. */
async function photos(count: number) {
  const user = person();
  const wanted = Array.from({ length: count }, (_, i) => ({
    hash: btoa(`${user.id} ${i}`.padEnd(32)).slice(0, 43),
    at: Date.UTC(2020, 0, 1) + i,
  }));
  const files = [...(await reserve(env.DB, wanted)).values()];
  const video = { kind: "mp4", width: 640, height: 360 } as const;
  for (const [i, { name, media_id: id }] of files.entries()) {
    const pictures = [5, 6, 7].map((size) => Buffer.from(`${id} ${size}`));
    await putPictures(bucket, name, pictures);
    if (i === 0) await bucket.put(`${name}.mp4`, `${id} mp4`, { httpMetadata: { contentType: "video/mp4" } });
    await put(
      record({
        id,
        user,
        images: imagesOf(name),
        ...(i === 0 && { type: "video", videos: videosOf(name, video) }),
      }),
    );
  }
  const found = await findUser(env.DB, user.id);
  return { ids: files.map(({ media_id }) => media_id), pk: found?.pk ?? 0 };
}

/** The keys that photos show, each with what lies there; an object that is shown and not there is null. */
async function shown(ids: string[]): Promise<Map<string, string | null>> {
  const { results } = await env.DB.prepare(
    `SELECT DISTINCT replace(i.value ->> 'url', '/pictures/', '') AS key
     FROM json_each(?1) j CROSS JOIN media m ON m.id = j.value CROSS JOIN json_each(json_array(json(m.images), json(m.videos))) f
       CROSS JOIN json_each(f.value) i`,
  )
    .bind(JSON.stringify(ids))
    .all<{ key: string }>();
  const entries = results.map(async ({ key }) => [key, (await (await bucket.get(key))?.text()) ?? null] as const);
  return new Map(await Promise.all(entries));
}

const stored = async () => (await bucket.list()).objects.map(({ key }) => key).sort();

/** A store that stops answering after so many calls, as for a process that is killed there. */
function until<T extends object>(real: T, names: string[], calls: { left: number }): T {
  return new Proxy(real, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => {
        if (names.includes(String(name)) && calls.left-- <= 0) throw new Error("no such table: killed");
        return Reflect.apply(value, target, given);
      };
    },
  });
}

// Hundreds of objects, one after the other.
const LONG = 60_000;

test(
  "pictures have other names afterwards, the same bytes and types, and the old addresses lead nowhere",
  async () => {
    const { ids, pk } = await photos(70);
    const before = await shown(ids);
    expect(before.size).toBe(70 * 3 + 1);
    await renamePictures(env.DB, bucket, pk);
    const after = await shown(ids);
    expect([...after.values()].sort()).toEqual([...before.values()].sort());
    expect([...after.keys()].filter((key) => before.has(key))).toEqual([]);
    for (const key of before.keys()) expect(await bucket.head(key)).toBeNull();
    const types = await Promise.all(
      [...after.keys()].map(async (key) => [key, (await bucket.head(key))?.httpMetadata?.contentType]),
    );
    for (const [key, type] of types) expect(type).toBe(key?.endsWith(".mp4") ? "video/mp4" : "image/jpeg");
  },
  LONG,
);

test(
  "cut off at any call, nothing that is shown is missing, and doing it again leaves nothing behind",
  async () => {
    const { ids, pk } = await photos(2);
    const others = new Set(await stored());
    const first = await shown(ids);
    for (const key of first.keys()) others.delete(key);
    for (let calls = 0, done = false; !done; calls++) {
      const left = { left: calls };
      const [db, pictures] = [until(env.DB, ["batch"], left), until(bucket, ["get", "put", "list", "delete"], left)];
      done = await renamePictures(db, pictures, pk).then(
        () => true,
        () => false,
      );
      const meanwhile = await shown(ids);
      expect([...meanwhile.values()].sort(), `after ${calls} calls`).toEqual([...first.values()].sort());
      if (calls % 3 > 0) continue;
      const before = new Set((await shown(ids)).keys());
      await renamePictures(env.DB, bucket, pk);
      const now = await shown(ids);
      expect([...now.values()].sort()).toEqual([...first.values()].sort());
      expect([...now.keys()].some((key) => before.has(key))).toBe(false);
      expect((await stored()).filter((key) => !others.has(key))).toEqual([...now.keys()].sort());
    }
  },
  LONG,
);

test("with a photo its pictures go, and only they", async () => {
  const { ids } = await photos(3);
  const [gone = "", ...rest] = ids;
  const before = await stored();
  const theirs = await shown([gone]);
  expect(theirs.size).toBe(4);
  expect(await removeMedia(env.DB, bucket, [gone])).toBe(1);
  expect(await stored()).toEqual(before.filter((key) => !theirs.has(key)));
  const { results } = await env.DB.prepare(
    "SELECT media_id FROM files WHERE media_id IN (SELECT value FROM json_each(?1))",
  )
    .bind(JSON.stringify(ids))
    .all<{ media_id: string }>();
  expect(results.map(({ media_id }) => media_id).sort()).toEqual(rest.sort());
});

test("a number that is taken goes to the next that is free, and a file keeps its own", async () => {
  const at = Date.UTC(2021, 5, 1);
  const hash = (last: string) => `${"AAAA"}${last.padEnd(39, "B")}`;
  const [a, b, c] = [hash("1"), hash("2"), hash("3")];
  const [first] = (await reserve(env.DB, [{ hash: a, at }])).values();
  await put(record({ id: String(BigInt(first?.media_id ?? 0) + 1n) }));
  const more = await reserve(
    env.DB,
    [b, c, a].map((one) => ({ hash: one, at })),
  );
  const number = (one: string) => BigInt(more.get(one)?.media_id ?? 0) - BigInt(first?.media_id ?? 0);
  expect([a, b, c].map(number)).toEqual([0n, 2n, 3n]);
  const names = [a, b, c].map((one) => more.get(one)?.name ?? "");
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^[\w-]{22}$/);
  expect(
    await reserve(env.DB, [
      { hash: c, at: at + 1e9 },
      { hash: a, at },
    ]),
  ).toEqual(new Map([c, a].map((one) => [one, more.get(one)])));
});
