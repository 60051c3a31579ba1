import type { Write, Writes } from "../batch.ts";
import * as sql from "../statements.ts";
import { cellsToDrop, cellsToPut } from "../statements.ts";
import { countTags, planComments, planLikes } from "./lists.ts";
import { planPeople, planPlaces } from "./named.ts";
import type { Photo } from "./photo.ts";
import { type Beside, people, type StoredMedia } from "./stored.ts";
import type { Progress } from "./tally.ts";

/** What has to be written so that these photos are stored as they are now. Counts it. Pure, but for the counting. */
export function plan(photos: Photo[], stored: Map<string, StoredMedia>, beside: Beside, progress: Progress): Writes {
  // Foreign keys rule the order, and what is dropped goes before what takes its place.
  const order = [
    ...[sql.PUT_USERS, sql.PUT_PLACES, sql.DROP_CELLS, sql.PUT_MEDIA, sql.PUT_CELLS],
    ...[sql.DROP_COMMENTS, sql.PUT_COMMENTS, sql.DROP_LIKES, sql.PUT_LIKES, sql.RECOUNT],
  ];
  const writes: Writes = new Map(order.map((statement) => [statement, []]));
  const write: Write = (statement, ...row) => writes.get(statement)?.push(row);
  const { tally } = progress;

  planPeople(
    photos.map(({ owner }) => owner),
    photos.flatMap(people),
    progress,
    write,
  );
  planPlaces(
    photos.flatMap(({ place }) => place ?? []),
    progress,
    write,
  );
  for (const photo of photos) {
    const known = stored.get(photo.id);
    tally.media[known ? "updated" : "added"]++;
    write(sql.PUT_MEDIA, ...mediaRow(photo));
    if (known) write(sql.RECOUNT, known.pk);
    planCells(photo, known, write);
    planComments(photo, known, beside, tally.comments, write);
    planLikes(photo, known, beside, tally.likes, write);
    countTags(photo.row.tags, known ? JSON.parse(known.tags) : [], tally.tags);
  }
  return writes;
}

function mediaRow({ id, owner, createdTime, row, point, place, digest, ...photo }: Photo): unknown[] {
  return [
    ...[owner.id, id, createdTime, row.suffixed, row.type, row.filter, row.caption, row.tags, row.users_in_photo],
    ...[row.images, row.videos, row.link, row.point_shown, point?.lat ?? null, point?.lng ?? null, place?.id ?? null],
    ...[photo.likesCount - photo.likes.length, photo.commentsCount - photo.comments.length],
    ...[photo.commentsCount, digest, photo.rankedTime ?? null],
  ];
}

function planCells({ id, point, createdTime }: Photo, known: StoredMedia | undefined, write: Write) {
  const { lat: latitude = null, lng: longitude = null } = point ?? {};
  if (known) {
    const moved = known.latitude !== latitude || known.longitude !== longitude || known.created_time !== createdTime;
    if (!moved) return;
    for (const row of cellsToDrop(known)) write(sql.DROP_CELLS, ...row);
  }
  for (const row of cellsToPut({ id, latitude, longitude })) write(sql.PUT_CELLS, ...row);
}
