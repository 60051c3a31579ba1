import { bound, run } from "./batch.ts";
import { storedMedia } from "./import/stored.ts";
import * as sql from "./statements.ts";

/** Takes media out, with their comments, likes and cells, in one batch. Numbers that aren't stored are passed over. */
export async function removeMedia(db: D1Database, numbers: string[]): Promise<number> {
  const media = [...(await storedMedia(db, numbers)).values()];
  await run(db, [
    ...bound(db, sql.DROP_CELLS, media.flatMap(sql.cellsToDrop)),
    ...bound(
      db,
      sql.DROP_MEDIA,
      media.map(({ pk }) => pk),
    ),
  ]);
  return media.length;
}
