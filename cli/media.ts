import { bound, run } from "./batch.ts";
import { storedMedia } from "./import/stored.ts";
import { DROP_FILES, namesOf } from "./photos/files.ts";
import { dropObjects } from "./photos/objects.ts";
import * as sql from "./statements.ts";

/**
 * Takes media out, with their comments, likes and cells, in one batch, after the pictures that are stored here. Numbers
 * that aren't stored are passed over. Safe to repeat where it was cut off.
 */
export async function removeMedia(db: D1Database, bucket: R2Bucket | undefined, numbers: string[]): Promise<number> {
  const media = [...(await storedMedia(db, numbers)).values()];
  if (bucket) for (const name of await namesOf(db, numbers)) await dropObjects(bucket, name);
  await run(db, [
    ...bound(db, DROP_FILES, numbers),
    ...bound(db, sql.DROP_CELLS, media.flatMap(sql.cellsToDrop)),
    ...bound(
      db,
      sql.DROP_MEDIA,
      media.map(({ pk }) => pk),
    ),
  ]);
  return media.length;
}
