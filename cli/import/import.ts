import { type Alone, loadAlone, toAlone } from "./beside.ts";
import { load } from "./load.ts";
import { type Photo, toPhoto } from "./photo.ts";
import type { Found } from "./source.ts";
import { note, type Progress } from "./tally.ts";

const BATCH_CHARACTERS = 1_500_000;

/** Takes records from one source, called `name`, into the database, batch by batch, each whole or not at all. */
export async function importRecords(
  db: D1Database,
  found: AsyncIterable<Found> | Iterable<Found>,
  progress: Progress,
  name = "",
): Promise<void> {
  let batch = new Map<string, { photo: Photo; where: string }>();
  let beside: Alone[] = [];
  let characters = 0;
  let loading = Promise.resolve();
  // One batch is written while the next is read.
  const flush = async () => {
    await loading;
    // One of the two is empty: what came first goes first.
    loading = beside.length > 0 ? loadAlone(db, beside, progress) : load(db, [...batch.values()], progress);
    loading.catch(() => {});
    batch = new Map();
    beside = [];
    characters = 0;
  };
  for await (const record of found) {
    if (progress.rows.full) break;
    const where = `${name} ${record.where}`.trim();
    if ("fault" in record) {
      progress.refuse(where, record.fault);
      continue;
    }
    const alone = toAlone(record.value, where, progress);
    if (alone && "refused" in alone) {
      progress.refuse(where, alone.refused);
      continue;
    }
    if (alone ? batch.size > 0 : beside.length > 0) await flush();
    if (alone) {
      beside.push(alone);
      if (beside.length >= progress.batch) await flush();
      continue;
    }
    const photo = toPhoto(record.value, (what) => note(progress, what));
    if ("refused" in photo) {
      progress.refuse(where, photo.refused);
      continue;
    }
    // Of two records of one photo the later rules, so they can't go in together.
    if (batch.has(photo.id)) await flush();
    batch.set(photo.id, { photo, where });
    characters += photo.characters;
    if (batch.size >= progress.batch || characters >= BATCH_CHARACTERS) await flush();
  }
  if (batch.size + beside.length > 0) await flush();
  await loading;
}
