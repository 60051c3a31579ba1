import { type SQL, sql } from "drizzle-orm";
import { refine } from "../cover.ts";
import type { Database } from "../database.ts";
import { EARTH_RADIUS, type Point } from "../geo.ts";
import { media, mediaCells } from "../schema.ts";
import { hydrate, type MediaRow } from "./query.ts";
import type { Search } from "./search.ts";

/** A place in the order of search: newest first, of equal seconds the highest pk first. */
export interface Place {
  /** Unix seconds. */
  time: number;
  pk: number;
}

/** What a search found, newest first, and where to go on from; no `next` where there is no more. */
export interface Page {
  rows: MediaRow[];
  next: Place | undefined;
}

// A page of n takes somewhat more than n steps, for what lies in the rim's cells but outside the circle.
const stepsFor = (count: number) => 30 + Math.ceil(1.6 * count);
// A walk that finds nothing has met a crowd just outside. Another follows, over so many more cells near the photos that
// it met: mostly one; the last, for a crowd nearer to the rim than the finest cells are wide, walks through it.
const CLOSER_CELLS = 250;
const CLOSER_STEPS = [8, 12, 400];

type WalkRow = MediaRow & { time: number; pk: number; place: number; lost: string };

/**
 * The newest `count` media in a circle and window, by a walk that reads about as many rows as it returns and never more
 * than its steps allow, however many photos lie there. Where the steps run out first, the page ends early and `next`
 * goes on. One round trip; more only where a crowd just outside the circle leaves the page empty.
 */
export async function search(db: Database, s: Search, viewer: string | null): Promise<Page> {
  let cells = s.cells;
  let page = await walk(db, s, cells, s.upTo, stepsFor(s.count), viewer);
  for (const steps of CLOSER_STEPS) {
    if (page.rows.length > 0 || !page.next) break;
    cells = refine(s.centre, s.radius, cells, JSON.parse(page.lost), cells.length + CLOSER_CELLS);
    page = await walk(db, s, cells, page.next, steps, viewer);
  }
  return page;
}

async function walk(db: Database, s: Search, cells: number[], upTo: Place, steps: number, viewer: string | null) {
  const found = await db.run<WalkRow>(hydrate(newest(s, cells, upTo, steps, viewer), viewer));
  const hits = found.filter((row) => row.visible);
  const rows = hits.slice(0, s.count);
  const last = found.at(-1);
  // Cut by the page, which has one more waiting, or by the bound, whose last step is there, hit or not.
  const end = hits.length > s.count ? rows.at(-1) : last?.place === steps ? last : undefined;
  return {
    rows,
    next: end && { time: end.time, pk: end.pk },
    lost: last?.lost ?? "[]",
  };
}

/**
 * The walk as a statement: `page` for `hydrate`.
 *
 * 1. `walk` begins with one row per cell of the cover: the newest photo of that cell below `upTo`. (`media_cells` has
 *    a row per photo and cell, with `at = created_time << 26 | pk`: one `max(at)` is one step down one index.)
 * 2. `ORDER BY at DESC` makes the recursion a priority queue: it takes out the newest photo of all cells, and puts in
 *    the next older one of the same cell. So photos come out newest first over all cells: a k-way merge. A cell with no
 *    older one puts in NULL, which sorts last.
 * 3. `LIMIT steps` inside is the hard bound. `row_number()` counts the steps as they are made.
 * 4. Outside, the box and then the exact circle keep what was asked for. The row of the last step passes in any case:
 *    it tells that the bound ended the page, where to go on from, and where the photos outside the circle were (`lost`).
 * 5. `LIMIT count + 1` stops the walk; one more than asked tells that there is more.
 *
 * Audience 0 holds what everyone may see; a private viewer's own is walked beside it. `at` passes 2^53 and stays in SQL;
 * numbers are bound as REAL, on which `<<` and `|` are exact and `+` is not.
 */
function newest(s: Search, cells: number[], upTo: Place, steps: number, viewer: string | null): SQL {
  const next = (audience: SQL, cell: SQL, below: SQL) => sql`(SELECT max(${mediaCells.at}) FROM ${mediaCells}
    WHERE ${mediaCells.audience} = ${audience} AND ${mediaCells.cell} = ${cell}
      AND ${mediaCells.at} < ${below} AND ${mediaCells.at} >= (${s.min + 1} << 26))`;
  const below = sql`((${upTo.time} << 26) | ${upTo.pk})`;
  // As literals, which D1 does not count as rows; LIMIT keeps SQLite from looking for each `newest` a second time.
  const values = sql.raw(`(VALUES ${cells.map((cell) => `(${cell})`).join()})`);
  const first = (audience: SQL, from: SQL) => sql`
    SELECT * FROM (SELECT ${audience}, c.column1, ${next(audience, sql`c.column1`, below)} AS newest
      FROM ${from} LIMIT -1) WHERE newest IS NOT NULL`;
  const own = sql`(SELECT pk FROM users WHERE id = ${viewer} AND private) u CROSS JOIN ${values} c`;
  const inCircle = sql`(${inBox(s)} AND ${distanceFrom(s.centre)} <= ${s.radius})`;
  return sql`
    WITH RECURSIVE walk(audience, cell, at) AS (
      ${first(sql`0`, sql`${values} c`)}
      ${viewer === null ? sql`` : sql`UNION ALL ${first(sql`u.pk`, own)}`}
      UNION ALL
      SELECT w.audience, w.cell, ${next(sql`w.audience`, sql`w.cell`, sql`w.at`)}
      FROM walk w WHERE w.at IS NOT NULL
      ORDER BY 3 DESC LIMIT ${steps})
    SELECT at & 67108863 AS pk, iif(hit, user_pk, NULL) AS user_pk, place, distance, at >> 26 AS time, lost
    FROM (SELECT *, row_number() OVER steps AS place,
        json_group_array(json_object('lat', latitude, 'lng', longitude)) FILTER (WHERE NOT hit) OVER steps AS lost
      FROM (SELECT w.at, ${media.userPk}, ${media.latitude}, ${media.longitude}, ${distanceFrom(s.centre)} AS distance, ${inCircle} AS hit
        FROM walk w LEFT JOIN ${media} ON ${media.pk} = w.at & 67108863)
      WINDOW steps AS (ROWS UNBOUNDED PRECEDING))
    WHERE at IS NOT NULL AND (hit OR place = ${steps})
    LIMIT ${s.count + 1}`;
}

const inBox = ({ box }: Search) => {
  const { west, east } = box;
  const lng = media.longitude;
  return sql`${media.latitude} BETWEEN ${box.south} AND ${box.north}
    AND ${west <= east ? sql`${lng} BETWEEN ${west} AND ${east}` : sql`(${lng} >= ${west} OR ${lng} <= ${east})`}`;
};

// The formula of `haversine` in geo.ts, in metres, from the centre to a media's own point.
const distanceFrom = ({ lat, lng }: Point) => sql`(2 * ${EARTH_RADIUS} * asin(min(1, sqrt(
  pow(sin(radians(${media.latitude} - ${lat}) / 2), 2)
  + cos(radians(${lat})) * cos(radians(${media.latitude})) * pow(sin(radians(${media.longitude} - ${lng}) / 2), 2)))))`;
