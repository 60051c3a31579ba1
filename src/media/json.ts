import { shortcode } from "./id.ts";
import type { MediaRow } from "./query.ts";

/**
 * A row as v1 JSON, in v1's key order: `distance` first and only in search, `videos` only on videos, `user_has_liked`
 * last and only where somebody asks. Ids and times are strings, `location.id` is an integer. URLs that begin with "/"
 * are this site's own; the answer completes them.
 */
export function toJson(row: MediaRow) {
  const { user, location } = { user: JSON.parse(row.user), location: row.location && JSON.parse(row.location) };
  return {
    ...(row.distance !== null && { distance: row.distance }),
    type: row.type,
    users_in_photo: JSON.parse(row.users_in_photo),
    filter: row.filter,
    tags: JSON.parse(row.tags),
    comments: { data: JSON.parse(row.comments).reverse(), count: row.comments_count },
    caption: row.caption && JSON.parse(row.caption),
    likes: { count: row.likes_count, data: JSON.parse(row.likes) },
    link: row.link === "" ? `/p/${shortcode(row.id)}/` : row.link,
    user,
    created_time: String(row.created_time),
    images: JSON.parse(row.images),
    ...(row.videos !== null && { videos: JSON.parse(row.videos) }),
    id: row.suffixed ? `${row.id}_${user.id}` : row.id,
    location: location && withoutNulls(location),
    ...(row.has_liked !== null && { user_has_liked: row.has_liked === 1 }),
  };
}

/** A media in v1's shape. */
export type MediaJson = ReturnType<typeof toJson>;

// A place may lack a name or a point; v1 left such keys out.
const withoutNulls = (place: object) => Object.fromEntries(Object.entries(place).filter(([, value]) => value !== null));
