import { untilFree } from "../../src/database.ts";
import type { Photo } from "./photo.ts";
import { plan, type Writes } from "./plan.ts";
import { PATIENCE_MS, people, storedBeside, storedMedia } from "./stored.ts";
import { countOnce, type Progress } from "./tally.ts";

// A bound text ends at 2 MB.
const LONGEST_PARAMETER = 1_000_000;

/**
 * Stores photos that have different numbers: all of them or, where it throws, none. What equals what is stored is not
 * written again. A photo whose number belongs to another owner is refused.
 * Three round trips at most: what is stored of these, what is stored beside the changed ones, one atomic batch.
 */
export async function load(db: D1Database, photos: { photo: Photo; where: string }[], progress: Progress) {
  const stored = await storedMedia(
    db,
    photos.map(({ photo }) => photo.id),
  );
  const changed: Photo[] = [];
  for (const { photo, where } of photos) {
    const known = stored.get(photo.id);
    if (known && known.owner !== photo.owner.id) {
      const reason = `media ${photo.id} is user ${known.owner}'s here, the record says user ${photo.owner.id}`;
      progress.refuse(where, reason);
    } else if (known?.digest === photo.digest) {
      countUnchanged(photo, progress);
    } else {
      changed.push(photo);
    }
  }
  if (changed.length === 0) return;
  const writes = plan(changed, stored, await storedBeside(db, changed, stored), progress);
  await untilFree(() => db.batch(statements(db, writes)), PATIENCE_MS);
}

function countUnchanged(photo: Photo, { tally, met }: Progress) {
  tally.media.unchanged++;
  tally.comments.unchanged += photo.comments.length;
  tally.likes.unchanged += photo.likes.length;
  tally.tags.unchanged += photo.row.tags.length;
  for (const { id } of people(photo)) countOnce(tally.users, "unchanged", met.users, id);
  if (photo.place) countOnce(tally.places, "unchanged", met.places, photo.place.id);
}

function statements(db: D1Database, writes: Writes): D1PreparedStatement[] {
  return [...writes].flatMap(([sql, rows]) => pieces(rows).map((piece) => db.prepare(sql).bind(piece)));
}

/** Rows as JSON arrays, each short enough to be bound. */
function pieces(rows: unknown[][]): string[] {
  const made: string[] = [];
  let open: string[] = [];
  let length = 0;
  for (const row of rows.map((row) => JSON.stringify(row))) {
    if (open.length > 0 && length + row.length > LONGEST_PARAMETER) {
      made.push(`[${open.join()}]`);
      open = [];
      length = 0;
    }
    open.push(row);
    length += row.length + 1;
  }
  return open.length > 0 ? [...made, `[${open.join()}]`] : made;
}
