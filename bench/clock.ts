/** Milliseconds of several runs after one to warm up; `runs` is 1 where that one was too slow to be repeated. */
export interface Timing {
  median: number;
  min: number;
  max: number;
  runs: number;
}

/** Milliseconds. What takes longer is timed once. */
const SLOW = 2_000;
const LEAST_RUNS = 5;
/** Fast work runs on until so many runs or so many milliseconds. */
const MOST_RUNS = 50;
const ENOUGH = 50;

/** Times work that does all of its work before it returns. */
export function time(work: () => unknown): Timing {
  const warm = once(work);
  if (warm > SLOW) return timing([warm]);
  const times: number[] = [];
  let sum = 0;
  while (times.length < LEAST_RUNS || (times.length < MOST_RUNS && sum < ENOUGH)) {
    const ms = once(work);
    times.push(ms);
    sum += ms;
  }
  return timing(times);
}

/** Of runs that something else timed, in milliseconds. */
export function timing(times: number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0, runs: sorted.length };
}

/** Of sorted numbers, the one below which the share `q` lies. */
export const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;

function once(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
