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
  const grown = growth(sizes, COUNT);
  if (grown && grown.ratio > BUDGET.growth) {
    lines.push(`full pages: from ${grown.small} to ${grown.large} rows in all, budget x ${BUDGET.growth.toFixed(2)}`);
  }
  if (cpu.cover.dearest >= BUDGET.cover) lines.push(`a cover takes ${cpu.cover.dearest} ms, budget ${BUDGET.cover}`);
  return lines;
}

/**
 * Of the questions that give a full page at the first and the last size: the rows that all of them read there. In one
 * alone it is chance how many of the next photos lie just outside the rim; the dearest of these comes along.
 */
export function growth(sizes: Size[], count: number) {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (!first || !last || first === last) return undefined;
  const pairs = first.rows
    .map((small, i) => ({ small, large: last.rows[i] as Row }))
    .filter(({ small, large }) => small.found === count && large.found === count);
  const [small, large] = (["small", "large"] as const).map((size) =>
    pairs.reduce((sum, pair) => sum + pair[size].walk.rows, 0),
  ) as [number, number];
  const ratioOf = ({ small, large }: (typeof pairs)[number]) => large.walk.rows / small.walk.rows;
  const [dearest] = pairs.sort((a, b) => ratioOf(b) - ratioOf(a));
  return dearest && { questions: pairs.length, small, large, ratio: large / small, dearest };
}

/** The engines that win a row, `-` where none does. */
export const winners = (row: Row) =>
  faster(row)
    .map((engine) => ENGINES[engine])
    .join(" ") || "-";
