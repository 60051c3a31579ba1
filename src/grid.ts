import { type Box, type Point, wrap } from "./geo.ts";

/**
 * The grid: squares on the globe in six levels, each four times finer in both directions, from 9.8 km to 9.5 m.
 * Level 0 has 2048 rows of 4096 columns. Where meridians draw together, a row's columns are halved in number once for
 * every halving of cos(latitude), so that a cell is about as wide as it is high at every latitude and on every level; the
 * row at a pole is one round cell. Every count is a power of two, and no row has fewer columns than the coarser row that
 * it lies in, so that a cell's children always fill it exactly.
 */
const LEVELS = 6;
/** The level of the smallest cells. */
export const FINEST = LEVELS - 1;
const rowsOf = (level: number) => 2 ** 11 * 4 ** level;
const FINEST_ROWS = rowsOf(FINEST);
const FINEST_COLUMNS = 2 * FINEST_ROWS;

/** A cell by its place; `column` counts the columns of its own row. */
export interface Cell {
  level: number;
  row: number;
  column: number;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** One number per cell, unique over all levels: level, then 21 bits of row, then 22 of column. Stored: never change it. */
export const numberOf = ({ level, row, column }: Cell) => (level * FINEST_ROWS + row) * FINEST_COLUMNS + column;

/** The cell of a number. */
export const cellOf = (number: number): Cell => ({
  level: Math.floor(number / FINEST_COLUMNS / FINEST_ROWS),
  row: Math.floor(number / FINEST_COLUMNS) % FINEST_ROWS,
  column: number % FINEST_COLUMNS,
});

/**
 * How many columns a row has: twice as many as there are rows, halved floor(log2(1 / cos(latitude of the row's edge
 * towards its pole))) times, to one at the least.
 */
function columnsOf(level: number, row: number): number {
  const rows = rowsOf(level);
  const towardsPole = row < rows / 2 ? row : row + 1;
  const cosine = Math.cos(radians((towardsPole / rows) * 180 - 90));
  return Math.max(1, (2 * rows) / 2 ** Math.floor(-Math.log2(cosine)));
}

/** The row of a latitude. 90 falls into the last. */
const rowAt = (level: number, lat: number) =>
  Math.max(0, Math.min(rowsOf(level) - 1, Math.floor(((lat + 90) / 180) * rowsOf(level))));

/** The cell of a point on a level. Longitude 180 is -180. */
function cellAt(level: number, { lat, lng }: Point): Cell {
  const row = rowAt(level, lat);
  const columns = columnsOf(level, row);
  return { level, row, column: Math.min(columns - 1, Math.floor(((wrap(lng) + 180) / 360) * columns)) };
}

/** The cell numbers of a point in degrees, one for each level, finest first. A photo is indexed under all of them. */
export function cellsOf(point: Point): number[] {
  return Array.from({ length: LEVELS }, (_, up) => numberOf(cellAt(FINEST - up, point)));
}

/** The cells of level 0 that touch a box. */
export function coarsest({ south, north, west, east }: Box): Cell[] {
  const cells: Cell[] = [];
  for (let row = rowAt(0, south); row <= rowAt(0, north); row++) {
    const columns = columnsOf(0, row);
    const column = (lng: number) => Math.min(columns - 1, Math.floor(((lng + 180) / 360) * columns));
    const first = column(west);
    const last = Math.min(column(east) + (west > east ? columns : 0), first + columns - 1);
    for (let i = first; i <= last; i++) cells.push({ level: 0, row, column: i % columns });
  }
  return cells;
}

/** The cells of the next finer level that fill a cell: 4 rows of 4 or 8 columns, at a pole of 1 to 32. */
export function children({ level, row, column }: Cell): Cell[] {
  const columns = columnsOf(level, row);
  return [0, 1, 2, 3].flatMap((i) => {
    const child = { level: level + 1, row: row * 4 + i };
    const ratio = columnsOf(child.level, child.row) / columns;
    return Array.from({ length: ratio }, (_, j) => ({ ...child, column: column * ratio + j }));
  });
}

/** A cell's edges in degrees. */
export function bounds({ level, row, column }: Cell): Box {
  const height = 180 / rowsOf(level);
  const width = 360 / columnsOf(level, row);
  const south = row * height - 90;
  const west = column * width - 180;
  return { south, north: south + height, west, east: west + width };
}
