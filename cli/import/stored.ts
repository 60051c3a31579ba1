import { bound, run } from "../batch.ts";
import * as sql from "../statements.ts";
import type { Photo, Place } from "./photo.ts";
import type { Progress } from "./tally.ts";

export interface StoredMedia {
  pk: number;
  id: string;
  owner: string;
  digest: string;
  created_time: number;
  latitude: number | null;
  longitude: number | null;
  location_id: number | null;
  /** 0 for everyone, else the pk of the private owner. */
  audience: number;
  /** JSON. */
  tags: string;
}

export interface StoredUser {
  id: string;
  username: string;
  full_name: string | null;
  profile_picture: string | null;
  bio: string | null;
  website: string | null;
}

export interface StoredComment {
  media_pk: number;
  created_time: number;
  position: number;
  id: string;
  text: string;
  /** JSON. */
  author: string;
}

export interface StoredLike {
  media_pk: number;
  position: number;
  user_pk: number;
  user_id: string;
  /** JSON. */
  liker: string;
}

/** What is stored of photos that are stored already: comments and likes by media pk. */
export interface Beside {
  comments: Map<number, StoredComment[]>;
  likes: Map<number, StoredLike[]>;
  /** `<media pk> <user id>` of those of the photos' likers whose like has a time. */
  dated: Set<string>;
}

/** The media that are stored under these numbers, by number. */
export async function storedMedia(db: D1Database, numbers: string[]): Promise<Map<string, StoredMedia>> {
  const [media] = await select(db, [[sql.STORED_MEDIA, numbers]]);
  return new Map((media as StoredMedia[]).map((row) => [row.id, row]));
}

/** What is stored beside these photos, at most one round trip. People and places go into `progress`. */
export async function storedBeside(
  db: D1Database,
  photos: Photo[],
  stored: Map<string, StoredMedia>,
  { users, places }: Progress,
): Promise<Beside> {
  const named = new Set(photos.flatMap((photo) => people(photo).map(({ id }) => id)));
  const placed = new Set(photos.flatMap(({ place }) => place?.id ?? []));
  const known = photos.flatMap((photo) => stored.get(photo.id)?.pk ?? []);
  const likers = photos.flatMap((photo) => {
    const pk = stored.get(photo.id)?.pk;
    return pk === undefined ? [] : photo.likes.map(({ id }) => [pk, id]);
  });
  const [foundUsers, foundPlaces, comments, likes, dated] = await select(db, [
    [sql.STORED_USERS, [...named].filter((id) => !users.stored.has(id))],
    [sql.STORED_PLACES, [...placed].filter((id) => !places.stored.has(id))],
    [sql.STORED_COMMENTS, known],
    [sql.STORED_LIKES, known],
    [sql.DATED_LIKES, likers],
  ]);
  for (const user of foundUsers as StoredUser[]) users.stored.set(user.id, user);
  for (const place of foundPlaces as Place[]) places.stored.set(place.id, place);
  return {
    comments: Map.groupBy(comments as StoredComment[], (row) => row.media_pk),
    likes: Map.groupBy(likes as StoredLike[], (row) => row.media_pk),
    dated: new Set((dated as { media_pk: number; user_id: string }[]).map((row) => `${row.media_pk} ${row.user_id}`)),
  };
}

/** Everyone named on a photo, its owner first. */
export function people({ owner, likes, comments, row }: Photo) {
  return [owner, ...likes, ...comments.map(({ from }) => from), ...row.users_in_photo.map(({ user }) => user)];
}

/** The rows of each statement, in one round trip; of one without elements none, without asking. */
export async function select(db: D1Database, asked: [statement: string, elements: unknown[]][]): Promise<unknown[][]> {
  const statements = asked.map(([statement, elements]) => bound(db, statement, elements));
  const results = await run(db, statements.flat());
  return statements.map((pieces) => pieces.flatMap(() => results.shift()?.results ?? []));
}
