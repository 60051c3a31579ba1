import { cellsOf } from "../src/grid.ts";

/**
 * The SQL that writes media. Every statement takes one JSON array (`?1`) with one element per row, so that no text is built
 * from data and thousands of rows go in at once. CROSS JOIN keeps the order: the array first, then one look-up each.
 */

/**
 * Elements that are arrays: `j.value ->> n` is the n-th field, a nested object as JSON text. Parsed once into JSONB:
 * `json_each` makes the text of an element anew for every field that is asked of it, three times the work of the insert.
 */
export const ROWS = "WITH j AS MATERIALIZED (SELECT jsonb(value) AS value FROM json_each(?1))";

/** Who may find a user's media in search: 0 is everyone, else the pk of the one. */
export const AUDIENCE = "CASE WHEN u.private THEN u.pk ELSE 0 END";

/** Elements: media numbers. */
export const STORED_MEDIA = `
  SELECT m.pk, m.id, m.digest, m.tags, m.created_time, m.latitude, m.longitude, m.location_id,
    u.id AS owner, ${AUDIENCE} AS audience
  FROM json_each(?1) j CROSS JOIN media m ON m.id = j.value CROSS JOIN users u ON u.pk = m.user_pk`;

/** Elements: user ids. */
export const STORED_USERS = `
  SELECT u.id, u.username, u.full_name, u.profile_picture, u.bio, u.website
  FROM json_each(?1) j CROSS JOIN users u ON u.id = j.value`;

/** Elements: location ids. */
export const STORED_PLACES = "SELECT l.* FROM json_each(?1) j CROSS JOIN locations l ON l.id = j.value";

/** Elements: media pks. */
export const STORED_COMMENTS = "SELECT c.* FROM json_each(?1) j CROSS JOIN comments c ON c.media_pk = j.value";

/** Elements: media pks. The likes that came without a time, as v1 lists them. */
export const STORED_LIKES = `
  SELECT k.*, u.id AS user_id FROM json_each(?1) j
  CROSS JOIN likes k ON k.media_pk = j.value AND k.created_time = 0 CROSS JOIN users u ON u.pk = k.user_pk`;

/** Elements: [media pk, user id]. Those of them who like the media since a known time. */
export const DATED_LIKES = `${ROWS}
  SELECT k.media_pk, u.id AS user_id FROM j
  CROSS JOIN users u ON u.id = j.value ->> 1
  CROSS JOIN likes k ON k.media_pk = j.value ->> 0 AND k.user_pk = u.pk WHERE k.created_time <> 0`;

/** Elements: [id, username, full_name, profile_picture, bio, website]; null keeps what is stored. */
export const PUT_USERS = `${ROWS}
  INSERT INTO users (id, username, full_name, profile_picture, bio, website)
  SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5
  FROM j WHERE true
  ON CONFLICT (id) DO UPDATE SET username = excluded.username, full_name = coalesce(excluded.full_name, full_name),
    profile_picture = coalesce(excluded.profile_picture, profile_picture), bio = coalesce(excluded.bio, bio),
    website = coalesce(excluded.website, website)`;

/** Elements: [id, name, latitude, longitude]; null keeps what is stored. */
export const PUT_PLACES = `${ROWS}
  INSERT INTO locations (id, name, latitude, longitude)
  SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3 FROM j WHERE true
  ON CONFLICT (id) DO UPDATE SET name = coalesce(excluded.name, name),
    latitude = coalesce(excluded.latitude, latitude), longitude = coalesce(excluded.longitude, longitude)`;

const MEDIA_COLUMNS = [
  ...["id", "created_time", "suffixed", "type", "filter", "caption", "tags", "users_in_photo", "images", "videos"],
  ...["link", "point_shown", "latitude", "longitude", "location_id", "likes_base", "comments_base"],
  ...["comments_count", "digest"],
];

/**
 * Elements: the owner's id, then MEDIA_COLUMNS in their order (see `mediaRow` in plan.ts). The total of likes begins with
 * those that were only counted; a row of `likes` adds itself. Last an element with the time as of which it is ranked, or
 * null: when it was taken. A photo of the future is ranked as of now.
 */
export const PUT_MEDIA = `${ROWS}
  INSERT INTO media (user_pk, ${MEDIA_COLUMNS.join(", ")}, likes_count, ranked_time)
  SELECT u.pk, ${MEDIA_COLUMNS.map((_, i) => `j.value ->> ${i + 1}`).join(", ")}, j.value ->> ${MEDIA_COLUMNS.indexOf("likes_base") + 1},
    min(coalesce(j.value ->> ${MEDIA_COLUMNS.length + 1}, j.value ->> ${MEDIA_COLUMNS.indexOf("created_time") + 1}), unixepoch())
  FROM j CROSS JOIN users u ON u.id = j.value ->> 0 WHERE true
  ON CONFLICT (id) DO UPDATE SET ${MEDIA_COLUMNS.map((column) => `${column} = excluded.${column}`).join(", ")},
    likes_count = likes_count - likes_base + excluded.likes_base,
    ranked_time = iif(created_time = excluded.created_time, ranked_time, excluded.ranked_time)`;

/** Elements: [media number, [cells]]. */
export const PUT_CELLS = `${ROWS}
  INSERT INTO media_cells (audience, cell, at) SELECT ${AUDIENCE}, c.value, (m.created_time << 26) | m.pk
  FROM j CROSS JOIN json_each(j.value, '$[1]') c
  CROSS JOIN media m ON m.id = j.value ->> 0 CROSS JOIN users u ON u.pk = m.user_pk WHERE true
  ON CONFLICT DO NOTHING`;

/** Elements: [audience, cell, created_time, media pk]. */
export const DROP_CELLS = `${ROWS}
  DELETE FROM media_cells WHERE (audience, cell, at) IN (
    SELECT j.value ->> 0, j.value ->> 1, ((j.value ->> 2) << 26) | (j.value ->> 3) FROM j)`;

/** The elements of DROP_CELLS for one media as it is stored; none where it has no point. */
export function cellsToDrop(media: { pk: number; created_time: number; audience: number } & StoredPoint): number[][] {
  const { pk, created_time, audience, latitude: lat, longitude: lng } = media;
  return lat === null || lng === null ? [] : cellsOf({ lat, lng }).map((cell) => [audience, cell, created_time, pk]);
}

/** The element of PUT_CELLS for one media; none where it has no point. */
export function cellsToPut({ id, latitude: lat, longitude: lng }: { id: string } & StoredPoint): [string, number[]][] {
  return lat === null || lng === null ? [] : [[id, cellsOf({ lat, lng })]];
}

interface StoredPoint {
  latitude: number | null;
  longitude: number | null;
}

/** Elements: [media number, user id, created_time, position, id, text, author]. */
export const PUT_COMMENTS = `${ROWS}
  INSERT INTO comments (media_pk, user_pk, created_time, position, id, text, author)
  SELECT m.pk, u.pk, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5, j.value ->> 6
  FROM j CROSS JOIN media m ON m.id = j.value ->> 0 CROSS JOIN users u ON u.id = j.value ->> 1`;

/** Elements: [media pk, created_time, position, id]. */
export const DROP_COMMENTS = `${ROWS}
  DELETE FROM comments WHERE (media_pk, created_time, position, id) IN (
    SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3 FROM j)`;

/** Elements: [media number, user id, position, liker, time or 0]. Who likes it since a known time stays so. */
export const PUT_LIKES = `${ROWS}
  INSERT INTO likes (media_pk, user_pk, created_time, position, liker)
  SELECT m.pk, u.pk, min(j.value ->> 4, unixepoch()), j.value ->> 2, j.value ->> 3
  FROM j CROSS JOIN media m ON m.id = j.value ->> 0 CROSS JOIN users u ON u.id = j.value ->> 1
  WHERE true ON CONFLICT DO NOTHING`;

/** Elements: [media pk, position, user pk]. */
export const DROP_LIKES = `${ROWS}
  DELETE FROM likes WHERE (media_pk, created_time, position, user_pk) IN (
    SELECT j.value ->> 0, 0, j.value ->> 1, j.value ->> 2 FROM j)`;

/** Elements: [hash, media number, name]. Where the file has objects under another name, those are seen by nobody then. */
export const PUT_FILES = `${ROWS}
  INSERT INTO files (hash, media_id, name) SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2 FROM j WHERE true
  ON CONFLICT (hash) DO UPDATE SET stray = name, name = excluded.name
    WHERE media_id = excluded.media_id AND name <> excluded.name
  ON CONFLICT DO NOTHING`;

/** Elements: [hash, media number, name]. Those that PUT_FILES did not take: another has the hash, or the number. */
export const OTHER_FILES = `${ROWS}
  SELECT j.value ->> 0 AS hash, f.media_id FROM j CROSS JOIN files f ON f.hash = j.value ->> 0
  WHERE f.media_id <> j.value ->> 1
  UNION ALL SELECT j.value ->> 0, f.media_id FROM j CROSS JOIN files f ON f.media_id = j.value ->> 1
  WHERE f.hash <> j.value ->> 0`;

/** Elements: user ids. Those of them who are not private. */
export const PUBLIC_USERS = `
  SELECT u.* FROM json_each(?1) j CROSS JOIN users u ON u.id = j.value WHERE NOT u.private`;

const COMMENT_ROWS = "(SELECT count(*) FROM comments c WHERE c.media_pk = media.pk)";

/** Elements: [media pk]. For media that were stored before PUT_MEDIA: their comments, with the rows that stayed. */
export const RECOUNT = `
  UPDATE media SET comments_base = max(0, comments_count - ${COMMENT_ROWS}),
    comments_count = max(comments_count, ${COMMENT_ROWS})
  WHERE pk IN (SELECT j.value ->> 0 FROM json_each(?1) j)`;

/** Elements: media pks. After a change of privacy: by the trigger that ranks a media whenever its likes are set. */
export const RERANK = "UPDATE media SET likes_count = likes_count WHERE pk IN (SELECT value FROM json_each(?1))";

/** Elements: media pks. Comments and likes go with their media. */
export const DROP_MEDIA = "DELETE FROM media WHERE pk IN (SELECT value FROM json_each(?1))";

/** Elements: user ids. Those of whom nothing is left go. */
export const DROP_LEFTOVER_USERS = `
  DELETE FROM users WHERE id IN (SELECT value FROM json_each(?1))
    AND NOT EXISTS (SELECT 1 FROM media WHERE user_pk = users.pk)
    AND NOT EXISTS (SELECT 1 FROM comments WHERE user_pk = users.pk)
    AND NOT EXISTS (SELECT 1 FROM likes WHERE user_pk = users.pk)`;

/** Elements: location ids. Those where nothing is left go. */
export const DROP_LEFTOVER_PLACES = `
  DELETE FROM locations WHERE id IN (SELECT value FROM json_each(?1))
    AND NOT EXISTS (SELECT 1 FROM media WHERE location_id = locations.id)`;
