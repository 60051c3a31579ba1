import { select, type Writes } from "./batch.ts";
import * as sql from "./statements.ts";

/**
 * Rows written, as D1 bills them: of tables and of their indexes, by triggers too. Measured on a local D1, the dearest
 * case; test/rows.test.ts measures them again.
 */

/** Rows that one element of a statement writes at most. Of PUT_CELLS it is one for each cell. */
const EACH = new Map([
  ...[[sql.PUT_USERS, 5] as const, [sql.PUT_PLACES, 2] as const, [sql.DROP_CELLS, 1] as const],
  ...[[sql.PUT_MEDIA, 8] as const, [sql.PUT_COMMENTS, 1] as const, [sql.DROP_COMMENTS, 1] as const],
  ...[[sql.PUT_LIKES, 8] as const, [sql.DROP_LIKES, 8] as const, [sql.RECOUNT, 1] as const],
]);

/** A photo that is hidden or shown: its cells go and come, and it is ranked anew. */
export const MOVED = 16;
/** A photo that is ranked anew, without likes that have a time. */
export const RERANKED = 5;
/** What the free plan allows in a day (prices of 2026-11). */
export const FREE_ROWS = 100_000;

/** How many rows these writes are at most, or little more. */
export function rowsOf(writes: Writes): number {
  let rows = 0;
  for (const [statement, elements] of writes) {
    if (statement !== sql.PUT_CELLS) rows += elements.length * (EACH.get(statement) ?? 1);
    else for (const [, cells] of elements) rows += (cells as unknown[]).length;
  }
  return rows;
}

/** What a bulk write costs, told before it is done. */
export function cost(photos: number, each: number): string {
  return `${photos} photos, ${rowsTold(photos * each)}`;
}

/** Rows beside what a day of the free plan has. */
export function rowsTold(rows: number): string {
  const days = Math.ceil(rows / FREE_ROWS);
  const share = days > 1 ? `${days} days of it` : `${Math.ceil((rows / FREE_ROWS) * 100)} % of it`;
  return `up to ${rows} rows to write. The free plan has ${FREE_ROWS} a day: ${share}.`;
}

/** How many media there are. */
export async function countMedia(db: D1Database): Promise<number> {
  const [row] = await select<{ n: number }>(db, "SELECT count(*) AS n FROM media");
  return row?.n ?? 0;
}
