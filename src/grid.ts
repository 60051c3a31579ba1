import { type Box, type Point, wrap } from "./geo.ts";

/**
 * The grid: squares on the globe in six levels, each four times finer in both directions, from 9.8 km to 9.5 m.
 * Level 0 has 2048 rows ("rings") of 4096 columns. Where meridians draw together, a ring's columns are halved in number
 * once for every halving of cos(latitude), so that a cell is never narrower than about half its height (but for the
 * wedges of the fine levels at a pole) and a cap around a pole needs no special case. The halving is one figure per
 * ring, the same on all levels, so that a cell's 16 children always fill it exactly. Every count is a power of two: a
 * parent is its child's index shifted right.
 */
const LEVELS = 6;
/** The level of the smallest cells. */
export const FINEST = LEVELS - 1;
const RINGS = 2 ** 11;
const COLUMNS = 2 ** 12;
const FINEST_ROWS = RINGS * 4 ** FINEST;
const FINEST_COLUMNS = COLUMNS * 4 ** FINEST;

/** A cell by its place; `column` counts the columns of its own ring. */
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
 * How often the columns of a ring (a row of level 0) are halved: floor(log2(1 / cos(latitude of its edge towards the
 * pole))), and at most until one column is left, as in the two rings at the poles.
 */
function halvings(ring: number): number {
  const towardsPole = ring < RINGS / 2 ? ring : ring + 1;
  const cosine = Math.max(1 / COLUMNS, Math.cos(radians((towardsPole / RINGS) * 180 - 90)));
  return Math.floor(-Math.log2(cosine));
}

/** The finest cell of a point. Latitude 90 falls into the last row, longitude 180 is -180. */
function finest(point: Point): Cell {
  const row = Math.min(FINEST_ROWS - 1, Math.floor(((point.lat + 90) / 180) * FINEST_ROWS));
  const column = Math.min(FINEST_COLUMNS - 1, Math.floor(((wrap(point.lng) + 180) / 360) * FINEST_COLUMNS));
  return { level: FINEST, row, column: column >> halvings(row >> (2 * FINEST)) };
}

/** The cell numbers of a point in degrees, one for each level, finest first. A photo is indexed under all of them. */
export function cellsOf(point: Point): number[] {
  const { row, column } = finest(point);
  return Array.from({ length: LEVELS }, (_, up) =>
    numberOf({ level: FINEST - up, row: row >> (2 * up), column: column >> (2 * up) }),
  );
}

/** The cells of level 0 that touch a box. */
export function coarsest({ south, north, west, east }: Box): Cell[] {
  const ring = (lat: number) => Math.max(0, Math.min(RINGS - 1, Math.floor(((lat + 90) / 180) * RINGS)));
  const cells: Cell[] = [];
  for (let row = ring(south); row <= ring(north); row++) {
    const columns = COLUMNS >> halvings(row);
    const column = (lng: number) => Math.min(columns - 1, Math.floor(((lng + 180) / 360) * columns));
    const first = column(west);
    const last = Math.min(column(east) + (west > east ? columns : 0), first + columns - 1);
    for (let i = first; i <= last; i++) cells.push({ level: 0, row, column: i % columns });
  }
  return cells;
}

/** The 16 cells of the next finer level that fill a cell. */
export function children({ level, row, column }: Cell): Cell[] {
  return Array.from({ length: 16 }, (_, i) => ({
    level: level + 1,
    row: row * 4 + (i >> 2),
    column: column * 4 + (i & 3),
  }));
}

/** A cell's edges in degrees. */
export function bounds({ level, row, column }: Cell): Box {
  const height = 180 / (RINGS * 4 ** level);
  const width = 360 / ((COLUMNS * 4 ** level) >> halvings(row >> (2 * level)));
  const south = row * height - 90;
  const west = column * width - 180;
  return { south, north: south + height, west, east: west + width };
}
