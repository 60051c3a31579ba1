/** Numbers that look random and are the same at every run. */
export interface Random {
  /** 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** About normally distributed, mean 0, standard deviation 1. */
  normal(): number;
  pick<T>(list: readonly T[]): T;
  /** So many different elements, or all where there are fewer, in a random order. */
  some<T>(list: readonly T[], count: number): T[];
}

/** The generator mulberry32 (Tommy Ettinger, 2017), started at `seed`. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const some = <T>(list: readonly T[], count: number) => {
    const rest = [...list];
    return Array.from(
      { length: Math.min(count, rest.length) },
      () => rest.splice(whole(0, rest.length - 1), 1)[0] as T,
    );
  };
  return {
    next,
    whole,
    some,
    chance: (probability) => next() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: <T>(list: readonly T[]) => list[whole(0, list.length - 1)] as T,
  };
}
