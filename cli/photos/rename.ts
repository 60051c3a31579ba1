import { bound, run, select } from "../batch.ts";
import { newName } from "./files.ts";
import { copyObjects, dropObjects } from "./objects.ts";

interface Row {
  pk: number;
  hash: string;
  name: string;
  stray: string | null;
}

const BATCH = 64;
const SELECT = `
  SELECT m.pk, f.hash, f.name, f.stray FROM media m JOIN files f ON f.media_id = m.id
  WHERE m.user_pk = ?1 AND m.pk > ?2 ORDER BY m.pk LIMIT ${BATCH}`;

/** Elements: [hash, name or null]. */
const SET_STRAY = `
  UPDATE files SET stray = j.value ->> 1 FROM (SELECT value FROM json_each(?1)) j WHERE hash = j.value ->> 0`;

/** Elements: [hash]. What was stray is the name, and the other way round. */
const SWAP = "UPDATE files SET name = stray, stray = name WHERE hash IN (SELECT value ->> 0 FROM json_each(?1))";

/** Elements: [media pk, old name, new name]. */
const SHOW = `
  UPDATE media SET images = replace(images, j.value ->> 1, j.value ->> 2), videos = replace(videos, j.value ->> 1, j.value ->> 2)
  FROM (SELECT value FROM json_each(?1)) j WHERE pk = j.value ->> 0`;

/**
 * Gives a user's pictures other names, so that the old addresses lead nowhere. At every moment what a photo shows is
 * there, and all else that may lie about is noted as `stray`: cut off anywhere, doing it again completes it.
 */
export async function renamePictures(db: D1Database, bucket: R2Bucket, userPk: number): Promise<void> {
  let after = 0;
  for (;;) {
    const rows = await select<Row>(db, SELECT, userPk, after);
    const last = rows.at(-1);
    if (!last) return;
    await Promise.all(rows.map(({ stray }) => stray && dropObjects(bucket, stray)));
    const renamed = rows.map(({ pk, hash, name }) => ({ pk, hash, name, to: newName() }));
    const strays = (list: [string, string | null][]) => run(db, bound(db, SET_STRAY, list));
    await strays(renamed.map(({ hash, to }) => [hash, to]));
    await Promise.all(renamed.map(({ name, to }) => copyObjects(bucket, name, to)));
    await run(db, [
      ...bound(
        db,
        SHOW,
        renamed.map(({ pk, name, to }) => [pk, name, to]),
      ),
      ...bound(
        db,
        SWAP,
        renamed.map(({ hash }) => [hash]),
      ),
    ]);
    await Promise.all(renamed.map(({ name }) => dropObjects(bucket, name)));
    await strays(renamed.map(({ hash }) => [hash, null]));
    after = last.pk;
  }
}
