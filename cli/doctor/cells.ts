import { cellsOf } from "../../src/grid.ts";
import { bound, run, select, selectFor } from "../batch.ts";
import * as sql from "../statements.ts";
import { any, type Findings, problem, ranges } from "./check.ts";

interface Indexed {
  pk: number;
  id: string;
  created_time: number;
  latitude: number | null;
  longitude: number | null;
  audience: number;
}

const MEDIA_PAGE = 1_000;
const CELL_PAGE = 5_000;

const MEDIA = `
  SELECT m.pk, m.id, m.created_time, m.latitude, m.longitude, ${sql.AUDIENCE} AS audience
  FROM media m JOIN users u ON u.pk = m.user_pk`;

/** Elements: [audience, cell, created_time, media pk]. Those that are not there. */
const MISSING = `${sql.ROWS}
  SELECT DISTINCT j.value ->> 3 AS pk FROM j WHERE NOT EXISTS (SELECT 1 FROM media_cells c
    WHERE c.audience = j.value ->> 0 AND c.cell = j.value ->> 1 AND c.at = ((j.value ->> 2) << 26) | (j.value ->> 3))`;

// `at` passes 2^53: it leaves SQL as text.
const CELLS = `
  SELECT c.audience AS in_audience, c.cell, CAST(c.at AS TEXT) AS at, c.at >> 26 AS time, c.at & 67108863 AS in_pk, m.*
  FROM (SELECT * FROM media_cells WHERE (audience, cell, at) > (?1, ?2, CAST(?3 AS INTEGER))
    ORDER BY audience, cell, at LIMIT ${CELL_PAGE}) c
  LEFT JOIN (${MEDIA}) m ON m.pk = c.at & 67108863 ORDER BY c.audience, c.cell, c.at`;

type Cell = Indexed & { in_audience: number; cell: number; at: string; time: number; in_pk: number };

/**
 * The index of search: every photo with a point in one cell of each size, under the audience that may see it, and no cell
 * else. What a writer changes meanwhile is looked at a second time before it counts.
 */
export async function checkCells(db: D1Database, fix: boolean): Promise<Findings> {
  const missing = problem("media that search does not find in all of their cells", fix);
  const wrong = problem("cells under which no media belongs", fix);
  let cells = 0;
  for await (const { first, last } of ranges(db, "media", MEDIA_PAGE)) {
    const within = `${MEDIA} WHERE m.pk BETWEEN ?1 AND ?2`;
    const absent = await incomplete(db, await select<Indexed>(db, within, first, last));
    if (absent.length === 0) continue;
    const again = `${MEDIA} WHERE m.pk IN (SELECT value FROM json_each(?1))`;
    const media = await incomplete(db, await select<Indexed>(db, again, JSON.stringify(absent.map(({ pk }) => pk))));
    missing.add(media.map(({ id }) => id));
    if (fix) await run(db, bound(db, sql.PUT_CELLS, media.flatMap(sql.cellsToPut)));
  }
  for (let after: Pick<Cell, "in_audience" | "cell" | "at"> = { in_audience: -1, cell: 0, at: "0" }; ; ) {
    const page = await select<Cell>(db, CELLS, after.in_audience, after.cell, after.at);
    const last = page.at(-1);
    if (!last) break;
    cells += page.length;
    const suspects = page.filter((cell) => !belongs(cell));
    // The same page, as it is by now.
    const still = suspects.length === 0 ? [] : await select<Cell>(db, CELLS, after.in_audience, after.cell, after.at);
    const known = new Set(suspects.map(nameOf));
    const strays = still.filter((cell) => known.has(nameOf(cell)) && !belongs(cell));
    wrong.add(strays.map(({ in_pk, cell, in_audience }) => `${cell} of media pk ${in_pk} for audience ${in_audience}`));
    const rows = strays.map(({ in_audience, cell, time, in_pk }) => [in_audience, cell, time, in_pk]);
    if (fix) await run(db, bound(db, sql.DROP_CELLS, rows));
    after = last;
  }
  return { problems: any(missing, wrong), seen: { cells } };
}

const nameOf = ({ in_audience, cell, at }: Cell) => `${in_audience} ${cell} ${at}`;

function belongs({ in_audience, cell, time, ...media }: Cell): boolean {
  const { pk, audience, created_time, latitude: lat, longitude: lng } = media;
  if (pk === null || in_audience !== audience || time !== created_time || lat === null || lng === null) return false;
  return cellsOf({ lat, lng }).includes(cell);
}

async function incomplete(db: D1Database, media: Indexed[]): Promise<Indexed[]> {
  const absent = await selectFor<{ pk: number }>(db, MISSING, media.flatMap(sql.cellsToDrop));
  const pks = new Set(absent.map(({ pk }) => pk));
  return media.filter(({ pk }) => pks.has(pk));
}
