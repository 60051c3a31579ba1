import { splitMediaId } from "../src/media/id.ts";
import { bound, run, selectFor } from "./batch.ts";
import { CommandError } from "./command.ts";
import { storedMedia } from "./import/stored.ts";
import { DROP_FILES, namesOf } from "./photos/files.ts";
import { dropObjects } from "./photos/objects.ts";
import * as sql from "./statements.ts";

/** A media as a command shows it before it takes it out. */
export interface Listed {
  pk: number;
  /** The number. */
  id: string;
  owner: string;
  /** Rows, not totals. */
  comments: number;
  likes: number;
}

const LIST = `
  SELECT m.pk, m.id, u.username AS owner, u.id AS owner_id,
    (SELECT count(*) FROM comments WHERE media_pk = m.pk) AS comments, (SELECT count(*) FROM likes WHERE media_pk = m.pk) AS likes
  FROM json_each(?1) j CROSS JOIN media m ON m.id = j.value CROSS JOIN users u ON u.pk = m.user_pk`;

/** The media with these ids, each once, and the ids under which there is none. Throws where one is no media id. */
export async function listMedia(db: D1Database, ids: string[]): Promise<{ found: Listed[]; unknown: string[] }> {
  const wanted = ids.map((given) => {
    const id = splitMediaId(given);
    if (!id)
      throw new CommandError(`${given} is no media id; allowed: its number, or the number, _ and its owner's id`);
    return { given, ...id };
  });
  const numbers = [...new Set(wanted.map(({ number }) => number))];
  const rows = await selectFor<Listed & { owner_id: string }>(db, LIST, numbers);
  const stored = new Map(rows.map((row) => [row.id, row]));
  const isThere = ({ number, owner }: (typeof wanted)[number]) =>
    stored.has(number) && (owner === undefined || stored.get(number)?.owner_id === owner);
  const there = new Set(wanted.filter(isThere).map(({ number }) => number));
  return {
    found: rows.filter(({ id }) => there.has(id)).map(({ owner_id, ...row }) => row),
    unknown: wanted.filter((one) => !isThere(one)).map(({ given }) => given),
  };
}

// Each is a list and a deletion of objects, and some 50 rows.
const BATCH = 500;

/**
 * Takes media out, with their comments, likes, cells and the places where nothing is left, batch by batch, each after
 * the pictures that are stored here. Numbers that aren't stored are passed over. Safe to repeat where it was cut off.
 * Returns how many there were. The kept popular list is the caller's to rewrite.
 */
export async function removeMedia(db: D1Database, bucket: R2Bucket | undefined, numbers: string[]): Promise<number> {
  let count = 0;
  for (let i = 0; i < numbers.length; i += BATCH) count += await removeBatch(db, bucket, numbers.slice(i, i + BATCH));
  return count;
}

async function removeBatch(db: D1Database, bucket: R2Bucket | undefined, numbers: string[]): Promise<number> {
  const media = [...(await storedMedia(db, numbers)).values()];
  if (bucket) for (const name of await namesOf(db, numbers)) await dropObjects(bucket, name);
  const places = [...new Set(media.flatMap(({ location_id }) => location_id ?? []))];
  await run(db, [
    ...bound(db, DROP_FILES, numbers),
    ...bound(db, sql.DROP_CELLS, media.flatMap(sql.cellsToDrop)),
    ...bound(
      db,
      sql.DROP_MEDIA,
      media.map(({ pk }) => pk),
    ),
    ...bound(db, sql.DROP_LEFTOVER_PLACES, places),
  ]);
  return media.length;
}
