import { untilFree } from "../../src/database.ts";
import type { Photo, Place } from "./photo.ts";
import * as sql from "./statements.ts";

/** How long a command waits for another process that holds the local database. */
export const PATIENCE_MS = 30_000;

export interface StoredMedia {
  pk: number;
  id: string;
  owner: string;
  digest: string;
  created_time: number;
  latitude: number | null;
  longitude: number | null;
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

/** What is stored beside some photos: the people and places in them, their own comments and likes by media pk. */
export interface Beside {
  users: Map<string, StoredUser>;
  places: Map<number, Place>;
  comments: Map<number, StoredComment[]>;
  likes: Map<number, StoredLike[]>;
  /** `<media pk> <user id>` of those of the photos' likers whose like has a time. */
  dated: Set<string>;
}

/** The media that are stored under these numbers, by number. */
export async function storedMedia(db: D1Database, numbers: string[]): Promise<Map<string, StoredMedia>> {
  const [media = []] = await select(db, [[sql.STORED_MEDIA, numbers]]);
  return new Map((media as StoredMedia[]).map((row) => [row.id, row]));
}

/** What is stored beside these photos, in one round trip. */
export async function storedBeside(db: D1Database, photos: Photo[], stored: Map<string, StoredMedia>): Promise<Beside> {
  const known = photos.flatMap((photo) => stored.get(photo.id)?.pk ?? []);
  const likers = photos.flatMap((photo) => {
    const pk = stored.get(photo.id)?.pk;
    return pk === undefined ? [] : photo.likes.map(({ id }) => [pk, id]);
  });
  const [users = [], places = [], comments = [], likes = [], dated = []] = await select(db, [
    [sql.STORED_USERS, [...new Set(photos.flatMap((photo) => people(photo).map(({ id }) => id)))]],
    [sql.STORED_PLACES, [...new Set(photos.flatMap(({ place }) => place?.id ?? []))]],
    [sql.STORED_COMMENTS, known],
    [sql.STORED_LIKES, known],
    [sql.DATED_LIKES, likers],
  ]);
  return {
    users: new Map((users as StoredUser[]).map((row) => [row.id, row])),
    places: new Map((places as Place[]).map((row) => [row.id, row])),
    comments: Map.groupBy(comments as StoredComment[], (row) => row.media_pk),
    likes: Map.groupBy(likes as StoredLike[], (row) => row.media_pk),
    dated: new Set((dated as { media_pk: number; user_id: string }[]).map((row) => `${row.media_pk} ${row.user_id}`)),
  };
}

/** Everyone named on a photo, its owner first. */
export function people({ owner, likes, comments, row }: Photo) {
  return [owner, ...likes, ...comments.map(({ from }) => from), ...row.users_in_photo.map(({ user }) => user)];
}

async function select(db: D1Database, asked: [statement: string, elements: unknown[]][]): Promise<unknown[][]> {
  const batch = () =>
    db.batch(asked.map(([statement, elements]) => db.prepare(statement).bind(JSON.stringify(elements))));
  return (await untilFree(batch, PATIENCE_MS)).map(({ results }) => results);
}
