import { run, select } from "../batch.ts";
import type { Place } from "../import/photo.ts";
import * as record from "./record.ts";

/** How many lines of each kind were written. */
export interface Written {
  users: number;
  places: number;
  media: number;
  files: number;
}

const PAGE = 500;
// Of comments and likes in one page, but for a photo that has more by itself.
const MOST_ROWS = 20_000;

const USERS = `SELECT * FROM users WHERE pk > ?1 ORDER BY pk LIMIT ${PAGE}`;
const PRIVATE = `SELECT * FROM users WHERE pk > ?1 AND private ORDER BY pk LIMIT ${PAGE}`;
const PLACES = `SELECT * FROM locations WHERE id > ?1 ORDER BY id LIMIT ${PAGE}`;
const FILES = `SELECT hash, media_id, name FROM files WHERE hash > ?1 ORDER BY hash LIMIT ${PAGE}`;
const SIZES = `
  SELECT pk, likes_count - likes_base + comments_count - comments_base AS n FROM media WHERE pk > ?1 ORDER BY pk LIMIT ${PAGE}`;
const MEDIA = [
  `SELECT m.*, u.id AS owner, u.username, u.full_name, u.profile_picture, u.bio, u.website,
     l.name AS location_name, l.latitude AS location_latitude, l.longitude AS location_longitude
   FROM media m JOIN users u ON u.pk = m.user_pk LEFT JOIN locations l ON l.id = m.location_id
   WHERE m.pk BETWEEN ?1 AND ?2 ORDER BY m.pk`,
  "SELECT * FROM comments WHERE media_pk BETWEEN ?1 AND ?2 ORDER BY media_pk, created_time, position, id",
  "SELECT * FROM likes WHERE media_pk BETWEEN ?1 AND ?2 ORDER BY media_pk, created_time DESC, position, user_pk",
];

/**
 * Everything that is stored, as lines of JSON: people and places, then photos in the order in which they came, then files
 * of pictures. Page by page, each as it is at one moment, so that what is held is a page. Who comes, or becomes private,
 * while photos are read has a line after them: no photo is let out that was hidden before the end.
 */
export async function* lines(db: D1Database, written: Written): AsyncGenerator<string> {
  const hidden = new Set<string>();
  let lastUser = 0;
  const people = async function* () {
    for await (const user of paged<record.UserRow>(db, USERS, lastUser, ({ pk }) => pk)) {
      if (user.private) hidden.add(user.id);
      lastUser = user.pk;
      written.users++;
      yield line(record.userLine(user));
    }
  };
  yield* people();
  for await (const place of paged<Place>(db, PLACES, -Number.MAX_SAFE_INTEGER, ({ id }) => id)) {
    written.places++;
    yield line(record.placeLine(place));
  }
  yield* photos(db, written);
  for await (const file of paged<record.FileRow>(db, FILES, "", ({ hash }) => hash)) {
    written.files++;
    yield line(record.fileLine(file));
  }
  yield* people();
  for await (const user of paged<record.UserRow>(db, PRIVATE, 0, ({ pk }) => pk)) {
    if (!hidden.has(user.id)) yield line(record.userLine(user));
  }
}

async function* photos(db: D1Database, written: Written): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const last = endOf(await select<{ pk: number; n: number }>(db, SIZES, after));
    if (last === undefined) return;
    const results = await run(
      db,
      MEDIA.map((sql) => db.prepare(sql).bind(after + 1, last)),
    );
    const [media, comments, likes] = results.map(({ results }) => results) as [
      record.StoredRow[],
      record.CommentRow[],
      record.LikeRow[],
    ];
    const said = Map.groupBy(comments, ({ media_pk }) => media_pk);
    const liked = Map.groupBy(likes, ({ media_pk }) => media_pk);
    for (const row of media) {
      written.media++;
      yield line(record.mediaLine(row, said.get(row.pk) ?? [], liked.get(row.pk) ?? []));
    }
    after = last;
  }
}

/** The pk at which a page ends that begins with the first of these; undefined where there is none. */
function endOf(sizes: { pk: number; n: number }[]): number | undefined {
  let sum = 0;
  let end = sizes[0]?.pk;
  for (const { pk, n } of sizes) {
    sum += n;
    if (sum > MOST_ROWS) return end;
    end = pk;
  }
  return end;
}

/** The rows of a statement that takes the key of the last row before, page by page. */
async function* paged<Row>(
  db: D1Database,
  sql: string,
  first: number | string,
  keyOf: (row: Row) => number | string,
): AsyncGenerator<Row> {
  for (let after = first; ; ) {
    const rows = await select<Row>(db, sql, after);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = keyOf(last);
  }
}

const line = (value: object) => `${JSON.stringify(value)}\n`;
