import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import { ApiError } from "../errors.ts";
import { comments, likes, locations, media, users } from "../schema.ts";
import { invalidMediaId, type MediaId } from "./id.ts";

/** A media with all that its JSON shows. `caption`, `tags`, … hold JSON text; counts are totals. */
export interface MediaRow {
  /** Whether the viewer may see it; the rest is null where not. */
  visible: 0 | 1;
  id: string;
  suffixed: 0 | 1;
  type: "image" | "video";
  created_time: number;
  filter: string | null;
  caption: string | null;
  tags: string;
  users_in_photo: string;
  images: string;
  videos: string | null;
  link: string | null;
  likes_count: number;
  comments_count: number;
  /** Newest first. */
  comments: string;
  likes: string;
  user: string;
  location: string | null;
  /** Metres from the centre of the search; null outside search. */
  distance: number | null;
  /** Null where nobody asks. */
  has_liked: 0 | 1 | null;
}

/** v1 shows so many of a media's newest comments and likers. */
const SHOWN = 8;

/** THE privacy rule, of the users row `u` of an owner: a private user's media is seen by its owner only. */
export const visibleTo = (viewer: string | null) => sql`(NOT u.private OR u.id IS ${viewer})`;

const hasLiked = (viewer: string | null, mediaPk: SQL) =>
  viewer === null
    ? sql`NULL`
    : sql`EXISTS (SELECT 1 FROM ${likes} WHERE ${likes.mediaPk} = ${mediaPk}
        AND ${likes.userPk} = (SELECT ${users.pk} FROM ${users} WHERE ${users.id} = ${viewer}))`;

/**
 * One statement for everything that an answer shows. `page` is a SELECT of pk, user_pk, place and distance; of media that
 * the viewer (a user's id, null for nobody) may not see nothing is read. In the order of `place`; other columns come along.
 * Comments and likers come newest first: they are aggregated as their subqueries give them, since an ORDER BY inside the
 * aggregate would read each row twice more.
 */
export const hydrate = (page: SQL, viewer: string | null) => sql`
  WITH page AS MATERIALIZED (${page})
  SELECT g.*, u.pk IS NOT NULL AS visible, m.id, m.suffixed, m.type, m.created_time, m.filter, m.caption, m.tags, m.users_in_photo,
    m.images, m.videos, m.link, m.likes_count, m.comments_count,
    json_object('username', u.username, 'full_name', coalesce(u.full_name, ''),
      'profile_picture', coalesce(u.profile_picture, ''), 'bio', coalesce(u.bio, ''),
      'website', coalesce(u.website, ''), 'id', u.id) AS user,
    CASE WHEN m.location_id IS NOT NULL
        THEN json_object('latitude', l.latitude, 'name', l.name, 'longitude', l.longitude, 'id', l.id)
      WHEN m.point_shown THEN json_object('latitude', m.latitude, 'longitude', m.longitude) END AS location,
    (SELECT json_group_array(json_object('created_time', CAST(c.created_time AS TEXT), 'text', c.text,
        'from', json(c.author), 'id', c.id))
      FROM (SELECT * FROM ${comments} WHERE media_pk = m.pk
        ORDER BY created_time DESC, position DESC, id DESC LIMIT ${SHOWN}) c) AS comments,
    (SELECT json_group_array(json(k.liker))
      FROM (SELECT * FROM ${likes} WHERE media_pk = m.pk
        ORDER BY created_time DESC, position LIMIT ${SHOWN}) k) AS likes,
    ${hasLiked(viewer, sql`m.pk`)} AS has_liked
  FROM page g LEFT JOIN ${users} u ON u.pk = g.user_pk AND ${visibleTo(viewer)}
    LEFT JOIN ${media} m ON m.pk = g.pk AND u.pk IS NOT NULL
    LEFT JOIN ${locations} l ON l.id = m.location_id
  ORDER BY g.place`;

/** One media. Throws v1's refusals where there is none under that id, or where the viewer may not see it. */
export async function byId(db: Database, id: MediaId, viewer: string | null): Promise<MediaRow> {
  const page = sql`SELECT ${media.pk} AS pk, ${media.userPk} AS user_pk, 0 AS place, NULL AS distance
    FROM ${media} JOIN ${users} u ON u.pk = ${media.userPk} WHERE ${hasId(id)}`;
  const [row] = await db.run<MediaRow>(hydrate(page, viewer));
  return needVisible(row);
}

/** The pks of one media and of the viewer, null where there is no such user. Throws as `byId` does. */
export async function pksOf(db: Database, id: MediaId, viewer: string | null) {
  const [row] = await db.run<{ pk: number; viewer_pk: number | null; visible: 0 | 1 }>(sql`
    SELECT ${media.pk} AS pk, (SELECT pk FROM ${users} WHERE id = ${viewer}) AS viewer_pk, ${visibleTo(viewer)} AS visible
    FROM ${media} JOIN ${users} u ON u.pk = ${media.userPk} WHERE ${hasId(id)}`);
  return needVisible(row);
}

const hasId = ({ number, owner }: MediaId) => sql`${media.id} = ${number} AND u.id = coalesce(${owner ?? null}, u.id)`;

function needVisible<Row extends { visible: 0 | 1 }>(row: Row | undefined): Row {
  if (!row) throw invalidMediaId();
  if (!row.visible) throw new ApiError(400, "APINotAllowedError", "you cannot view this resource");
  return row;
}

/** Of the media with these numbers, those that the viewer may see, each with whether the viewer has liked it. */
export async function likedAmong(db: Database, numbers: string[], viewer: string): Promise<Map<string, boolean>> {
  const rows = await db.run<{ id: string; has_liked: 0 | 1 }>(sql`
    SELECT ${media.id} AS id, ${hasLiked(viewer, sql`${media.pk}`)} AS has_liked
    FROM json_each(${JSON.stringify(numbers)}) j
      CROSS JOIN ${media} ON ${media.id} = j.value
      CROSS JOIN ${users} u ON u.pk = ${media.userPk}
    WHERE ${visibleTo(viewer)}`);
  return new Map(rows.map((row) => [row.id, row.has_liked === 1]));
}
