import { PICTURES_PATH } from "../../src/pictures.ts";
import { patiently, run, select } from "../batch.ts";
import { allKeys } from "../photos/objects.ts";
import { any, type Findings, problem, ranges } from "./check.ts";

// An import stores pictures before the photo that shows them: what is younger may be under way.
const UNDER_WAY_MS = 3_600_000;
const NAME_LENGTH = 22;
const GROUP = 500;

/** `?1`: a JSON array of names. Those under which a photo, or its file, has objects. */
const OWNED = `
  SELECT j.value AS name FROM json_each(?1) j CROSS JOIN files f ON f.name = j.value CROSS JOIN media m ON m.id = f.media_id`;
/** The URLs of own pictures that media show. */
const SHOWN = `
  SELECT m.id, i.value ->> 'url' AS url FROM media m, json_each(json_array(json(m.images), json(m.videos))) f, json_each(f.value) i
  WHERE m.pk BETWEEN ?1 AND ?2 AND f.type = 'object' AND substr(i.value ->> 'url', 1, ${PICTURES_PATH.length}) = '${PICTURES_PATH}'`;
/** `?1`: a JSON array of names. Files of imports that were cut off: their next one begins anew. */
const DROP_RESERVED = `
  DELETE FROM files WHERE name IN (SELECT value FROM json_each(?1)) AND media_id NOT IN (SELECT id FROM media WHERE id = media_id)`;

/**
 * The pictures in the bucket: each is one that a photo shows, and each that a photo shows is there. What is younger than an
 * hour is left alone. `now` is in milliseconds since 1970.
 */
export async function checkPictures(
  db: D1Database,
  bucket: R2Bucket | undefined,
  fix: boolean,
  now: number,
): Promise<Findings> {
  const lost = problem(
    "pictures that media show and that are not there",
    false,
    "Take these photos out (media delete), and import their files again.",
  );
  const stray = problem("objects that no media shows", fix);
  const seen = { objects: 0, "bytes of objects": 0 };
  // What nobody seems to show, by key; of all else only the page at hand.
  const suspects = new Map<string, R2Object>();
  let page: R2Object[] = [];
  const sift = async () => {
    const names = new Set(page.map(({ key }) => key.slice(0, NAME_LENGTH)));
    const owned = await select<{ name: string }>(db, OWNED, JSON.stringify([...names]));
    const known = new Set(owned.map(({ name }) => name));
    for (const object of page) if (!known.has(object.key.slice(0, NAME_LENGTH))) suspects.set(object.key, object);
    page = [];
  };
  if (bucket) {
    for await (const object of allKeys(bucket)) {
      seen.objects++;
      seen["bytes of objects"] += object.size;
      if (now - object.uploaded.getTime() > UNDER_WAY_MS) page.push(object);
      if (page.length >= GROUP) await sift();
    }
    await sift();
  }
  for await (const { first, last } of ranges(db, "media", GROUP)) {
    const shown = await select<{ id: string; url: string }>(db, SHOWN, first, last);
    for (const { id, url } of shown) {
      const key = url.slice(PICTURES_PATH.length);
      suspects.delete(key);
      const there = bucket && (await patiently(() => bucket.head(key)));
      if (!there) lost.add([`${key} of ${id}`]);
    }
  }
  stray.add([...suspects.keys()]);
  if (fix && bucket && suspects.size > 0) {
    const keys = [...suspects.keys()];
    for (let i = 0; i < keys.length; i += GROUP) {
      const some = keys.slice(i, i + GROUP);
      await patiently(() => bucket.delete(some));
      const names = new Set(some.map((key) => key.slice(0, NAME_LENGTH)));
      await run(db, [db.prepare(DROP_RESERVED).bind(JSON.stringify([...names]))]);
    }
  }
  return { problems: any(lost, stray), seen };
}
