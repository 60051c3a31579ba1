import { bound, run } from "../batch.ts";
import { rowsOf } from "../rows.ts";
import type { Photo } from "./photo.ts";
import { plan } from "./plan.ts";
import { people, storedBeside, storedMedia } from "./stored.ts";
import { countOnce, type Progress, trim } from "./tally.ts";

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
  let room = progress.rows.most - progress.rows.written;
  for (const { photo, where } of photos) {
    const known = stored.get(photo.id);
    if (known && known.owner !== photo.owner.id) {
      const reason = `media ${photo.id} is user ${known.owner}'s here, the record says user ${photo.owner.id}`;
      progress.refuse(where, reason);
    } else if (known?.digest === photo.digest) {
      countUnchanged(photo, progress);
    } else if (room < mostRows(photo)) {
      progress.rows.full = true;
      break;
    } else {
      room -= mostRows(photo);
      changed.push(photo);
    }
  }
  if (changed.length === 0) return;
  const beside = await storedBeside(db, changed, stored, progress);
  const writes = plan(changed, stored, beside, progress);
  progress.rows.written += rowsOf(writes);
  if (progress.dry) return;
  await run(
    db,
    [...writes].flatMap(([statement, rows]) => bound(db, statement, rows)),
  );
  trim(progress.users);
  trim(progress.places);
}

/** As many rows as a photo can make to write: where nobody on it is known, and it lay elsewhere. */
const mostRows = (photo: Photo) =>
  22 + 8 * photo.likes.length + photo.comments.length + 5 * people(photo).length + (photo.place ? 2 : 0);

function countUnchanged(photo: Photo, { tally, users, places }: Progress) {
  tally.media.unchanged++;
  tally.comments.unchanged += photo.comments.length;
  tally.likes.unchanged += photo.likes.length;
  tally.tags.unchanged += photo.row.tags.length;
  for (const { id } of people(photo)) countOnce(tally.users, "unchanged", users.met, id);
  if (photo.place) countOnce(tally.places, "unchanged", places.met, photo.place.id);
}
