import type { Cpu } from "./cpu.ts";
import type { Row } from "./measure.ts";
import type { Route } from "./path.ts";
import { COUNT } from "./question.ts";
import type { Load } from "./store.ts";

/** All that was measured at one number of photos. */
export interface Size {
  load: Load;
  postgis?: { perSecond: number; bytes: number };
  rows: Row[];
}

export interface Report {
  date: string;
  machine: { cores: number; cpu: string; node: string };
  sizes: Size[];
  cpu: Cpu;
  path: Route[];
}

/**
 * Rows that a search for 20 may read: the walk alone, and with all that the answer shows. How many times as many rows
 * the walk may read over the largest number of photos as over the smallest. Milliseconds of a cover.
 */
export const BUDGET = { walk: 800, answer: 1_500, growth: 1.1, cover: 1 };

const ENGINES = { box: "(a)", timeline: "(b)", postgis: "PostGIS" } as const;

/** The engines that answered faster than the walk. */
export const faster = (row: Row) =>
  (["box", "timeline", "postgis"] as const).filter((engine) => (row[engine]?.median ?? Infinity) < row.walk.median);

/** What is over its budget, a line each. */
export function exceeded({ sizes, cpu }: Report): string[] {
  const lines = sizes.flatMap(({ load, rows }) =>
    rows.flatMap(({ radius, where, window, walk }) => {
      const at = `${load.photos} photos, ${radius} m, ${where}, ${window}`;
      return [
        ...(walk.rows > BUDGET.walk ? [`${at}: the walk reads ${walk.rows} rows, budget ${BUDGET.walk}`] : []),
        ...(walk.answer > BUDGET.answer
          ? [`${at}: the answer reads ${walk.answer} rows, budget ${BUDGET.answer}`]
          : []),
      ];
    }),
  );
  const grown = growth(sizes, COUNT).filter(({ ratio }) => ratio > BUDGET.growth);
  for (const { small, large, ratio } of grown) {
    const { radius, where, window } = small;
    const more = `reads x ${ratio.toFixed(2)}, budget x ${BUDGET.growth.toFixed(2)}`;
    lines.push(`${radius} m, ${where}, ${window}: from ${small.walk.rows} to ${large.walk.rows} rows, ${more}`);
  }
  if (cpu.cover.dearest >= BUDGET.cover) lines.push(`a cover takes ${cpu.cover.dearest} ms, budget ${BUDGET.cover}`);
  return lines;
}

/** The questions that give a full page at the first and the last size: rows read there, the dearest growth first. */
export function growth(sizes: Size[], count: number) {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (!first || !last || first === last) return [];
  return first.rows
    .map((small, i) => ({ small, large: last.rows[i] as Row }))
    .filter(({ small, large }) => small.found === count && large.found === count)
    .map(({ small, large }) => ({ small, large, ratio: large.walk.rows / small.walk.rows }))
    .sort((a, b) => b.ratio - a.ratio);
}

/** The engines that win a row, `-` where none does. */
export const winners = (row: Row) =>
  faster(row)
    .map((engine) => ENGINES[engine])
    .join(" ") || "-";
