import * as sql from "../statements.ts";
import { cellsToDrop, cellsToPut } from "../statements.ts";
import type { Photo } from "./photo.ts";
import type { Owner } from "./record.ts";
import { type Beside, people, type StoredComment, type StoredMedia } from "./stored.ts";
import { type Changes, countOnce, type Progress } from "./tally.ts";

/** Rows to write, under the statement that writes them, in the order of writing. */
export type Writes = Map<string, unknown[][]>;
type Write = (statement: string, ...row: unknown[]) => void;

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

  planPeople(photos, progress, write);
  planPlaces(photos, progress, write);
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

/** Owners with their profiles; others only where nobody is stored under their id. */
function planPeople(photos: Photo[], { tally, users }: Progress, write: Write) {
  const owners = together(photos.map(({ owner }) => [owner.id, profileOf(owner)]));
  const others = photos.flatMap(people).map((person) => [person.id, profileOf(person)] as const);
  for (const [id, profile] of new Map([...others, ...owners])) {
    const stored = users.stored.get(id);
    const change = !stored ? "added" : owners.has(id) && saysNew(profile, stored) ? "updated" : "unchanged";
    countOnce(tally.users, change, users.met, id);
    if (change === "unchanged") continue;
    write(sql.PUT_USERS, id, ...Object.values(profile));
    users.stored.set(id, { id, ...merged(profile, stored) });
  }
}

const profileOf = ({ username, full_name, profile_picture, bio, website }: Owner) => ({
  username,
  full_name: full_name ?? null,
  profile_picture: profile_picture ?? null,
  bio: bio ?? null,
  website: website ?? null,
});

function planPlaces(photos: Photo[], { tally, places }: Progress, write: Write) {
  const all = together(
    photos.flatMap(({ place }) => {
      if (!place) return [];
      const { id, ...told } = place;
      return [[id, told] as const];
    }),
  );
  for (const [id, told] of all) {
    const stored = places.stored.get(id);
    const change = !stored ? "added" : saysNew(told, stored) ? "updated" : "unchanged";
    countOnce(tally.places, change, places.met, id);
    if (change === "unchanged") continue;
    write(sql.PUT_PLACES, id, told.name, told.latitude, told.longitude);
    places.stored.set(id, { id, ...merged(told, stored) });
  }
}

/** What records tell of the same person or place, the later over the earlier. */
function together<Id, T extends object>(told: (readonly [Id, T])[]): Map<Id, T> {
  const all = new Map<Id, T>();
  for (const [id, one] of told) all.set(id, merged(one, all.get(id)));
  return all;
}

/** What is known after a record told this: what it leaves out stays. */
function merged<T extends object>(told: T, before: T | undefined): T {
  const given = Object.entries(told).filter(([, value]) => value !== null);
  return { ...told, ...before, ...Object.fromEntries(given) };
}

/** Whether a record tells something else than what is stored. What it leaves out, it does not tell. */
function saysNew<T extends object>(told: T, stored: { [key in keyof T]: unknown }): boolean {
  return (Object.keys(told) as (keyof T)[]).some((key) => told[key] !== null && told[key] !== stored[key]);
}

function mediaRow({ id, owner, createdTime, row, point, place, digest, ...photo }: Photo): unknown[] {
  return [
    ...[owner.id, id, createdTime, row.suffixed, row.type, row.filter, row.caption, row.tags, row.users_in_photo],
    ...[row.images, row.videos, row.link, row.point_shown, point?.lat ?? null, point?.lng ?? null, place?.id ?? null],
    ...[photo.likesCount - photo.likes.length, photo.commentsCount - photo.comments.length],
    ...[photo.likesCount, photo.commentsCount, digest],
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

/** Comments of a newer record are added or replaced by id; others stay. */
function planComments(
  { id, comments }: Photo,
  known: StoredMedia | undefined,
  beside: Beside,
  changes: Changes,
  write: Write,
) {
  const all = (known && beside.comments.get(known.pk)) ?? [];
  const stored = new Map(all.map((comment) => [comment.id, comment]));
  const place = placing(all);
  for (const { created_time, text, from, ...comment } of comments) {
    const before = stored.get(comment.id);
    const position = place(created_time, before);
    const author = JSON.stringify(from);
    const same = before && before.created_time === created_time && before.text === text && before.author === author;
    changes[same ? "unchanged" : before ? "updated" : "added"]++;
    if (same && before.position === position) continue;
    if (before) write(sql.DROP_COMMENTS, before.media_pk, before.created_time, before.position, before.id);
    write(sql.PUT_COMMENTS, id, from.id, created_time, position, comment.id, text, from);
  }
}

/**
 * Gives comments, one after the other as they are listed, their position among those of one second: the stored one where
 * it follows on, so that a list that begins later moves nothing; a new comment goes after all.
 */
function placing(stored: StoredComment[]) {
  const highest = new Map<number, number>();
  for (const { created_time, position } of stored) {
    highest.set(created_time, Math.max(position, highest.get(created_time) ?? -1));
  }
  const last = new Map<number, number>();
  return (time: number, before: StoredComment | undefined): number => {
    const previous = last.get(time) ?? -1;
    const follows = before?.created_time === time && before.position > previous;
    const position = follows ? before.position : Math.max(previous, before ? -1 : (highest.get(time) ?? -1)) + 1;
    last.set(time, position);
    return position;
  };
}

/** The likers that a newer record lists take the place of those listed before; likes with a time stay as they are. */
function planLikes(
  { id, likes }: Photo,
  known: StoredMedia | undefined,
  beside: Beside,
  changes: Changes,
  write: Write,
) {
  const stored = new Map((known && beside.likes.get(known.pk))?.map((like) => [like.user_id, like]));
  for (const [position, liker] of likes.entries()) {
    const before = stored.get(liker.id);
    stored.delete(liker.id);
    const dated = known !== undefined && beside.dated.has(`${known.pk} ${liker.id}`);
    const same = dated || (before?.liker === JSON.stringify(liker) && before.position === position);
    changes[same ? "unchanged" : before ? "updated" : "added"]++;
    if (same) continue;
    if (before) write(sql.DROP_LIKES, before.media_pk, before.position, before.user_pk);
    write(sql.PUT_LIKES, id, liker.id, position, liker);
  }
  for (const { media_pk, position, user_pk } of stored.values()) {
    changes.removed++;
    write(sql.DROP_LIKES, media_pk, position, user_pk);
  }
}

function countTags(tags: string[], before: string[], changes: Changes) {
  const kept = tags.filter((tag) => before.includes(tag)).length;
  changes.added += tags.length - kept;
  changes.unchanged += kept;
  changes.removed += before.length - kept;
}
