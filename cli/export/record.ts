import type { MediaRow } from "../../src/media/query.ts";
import type { Place } from "../import/photo.ts";
import type { Author } from "../import/record.ts";
import type { StoredUser } from "../import/stored.ts";

/** Rows as the database has them, and what `export` writes of them: v1 JSON, with what v1 never told beside it. */

type Profile = Omit<StoredUser, "id">;

export interface UserRow extends StoredUser {
  pk: number;
  private: 0 | 1;
}

export interface FileRow {
  hash: string;
  media_id: string;
  name: string;
}

type Shown = Pick<
  MediaRow,
  | ("id" | "suffixed" | "type" | "created_time" | "filter" | "caption" | "tags" | "users_in_photo")
  | ("images" | "videos" | "link")
>;

/** A media with its owner's profile. */
export interface StoredRow extends Shown, Profile {
  pk: number;
  owner: string;
  ranked_time: number;
  latitude: number | null;
  longitude: number | null;
  location_id: number | null;
  location_name: string | null;
  location_latitude: number | null;
  location_longitude: number | null;
  point_shown: 0 | 1;
  likes_base: number;
  comments_base: number;
}

export interface CommentRow {
  media_pk: number;
  created_time: number;
  id: string;
  text: string;
  author: string;
}

export interface LikeRow {
  media_pk: number;
  created_time: number;
  liker: string;
}

const profile = ({ username, full_name, profile_picture, bio, website }: Profile) =>
  told({ username, full_name, profile_picture, bio, website });

/** A person, whether they have photos or not. */
export const userLine = (user: UserRow) => ({
  user: { ...profile(user), id: user.id, ...(user.private === 1 && { private: true }) },
});

/** A named place, whether a photo shows it or not. */
export const placeLine = (place: Place) => ({ place: told(place) });

/** A picture's file: the same bytes are the same photo. */
export const fileLine = ({ hash, media_id, name }: FileRow) => ({ file: { hash, media_id, name } });

/** A photo in v1's key order, with all its comments and likers, each in the order in which they are shown. */
export function mediaLine(row: StoredRow, comments: CommentRow[], likes: LikeRow[]) {
  return {
    type: row.type,
    users_in_photo: JSON.parse(row.users_in_photo),
    filter: row.filter,
    tags: JSON.parse(row.tags),
    comments: {
      data: comments.map(({ created_time, text, author, id }) => {
        return { created_time: String(created_time), text, from: JSON.parse(author) as Author, id };
      }),
      count: row.comments_base + comments.length,
    },
    caption: row.caption && JSON.parse(row.caption),
    likes: {
      count: row.likes_base + likes.length,
      data: likes.map(({ created_time, liker }) => {
        return { ...(JSON.parse(liker) as Author), ...(created_time !== 0 && { created_time: String(created_time) }) };
      }),
    },
    // '' is derived from the number.
    ...(row.link !== "" && { link: row.link }),
    user: { ...profile(row), id: row.owner },
    created_time: String(row.created_time),
    ...(row.ranked_time !== row.created_time && { ranked_time: String(row.ranked_time) }),
    images: JSON.parse(row.images),
    ...(row.videos !== null && { videos: JSON.parse(row.videos) }),
    id: row.suffixed ? `${row.id}_${row.owner}` : row.id,
    ...pointOf(row),
  };
}

/**
 * The place or point that is shown, and the photo's own point where that is another. A photo without a point does not
 * show its place's either, or it would get that: the place's own line has it.
 */
function pointOf(row: StoredRow) {
  const { latitude, longitude, location_latitude, location_longitude } = row;
  const own = latitude === null || longitude === null ? {} : { latitude, longitude };
  if (row.location_id === null) {
    const isShown = row.point_shown === 1 && latitude !== null;
    return isShown ? { location: own } : { location: null, ...own };
  }
  const there = latitude === null ? {} : { latitude: location_latitude, longitude: location_longitude };
  const isThere = latitude === location_latitude && longitude === location_longitude;
  return {
    location: told({ ...there, name: row.location_name, id: row.location_id }),
    ...(!isThere && own),
  };
}

const told = <T extends object>(row: T) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
