/** Seeded random numbers, so that a failure comes again (mulberry32, T. Ettinger, public domain). */
export function seeded(seed: number) {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** From `low` (included) to `high` (excluded). */
    between: (low: number, high: number) => low + uniform() * (high - low),
    /** An integer, both ends included. */
    integer: (low: number, high: number) => low + Math.floor(uniform() * (high - low + 1)),
    pick: <T>(list: readonly T[]) => list[Math.floor(uniform() * list.length)] as T,
    chance: (probability: number) => uniform() < probability,
  };
}

export type Random = ReturnType<typeof seeded>;
