/** The score as the README has it, straight from single likes: the ruler that the triggers are held against. */

const SLOTS = 24;

/** What is known of a media. Times are Unix seconds. */
export interface Known {
  /** When it was taken, or came in where that lay ahead. */
  rankedTime: number;
  /** Likes that were only counted. */
  base: number;
  /** Of each like by somebody else than the owner; 0 is "some time before". */
  likes: number[];
}

/** log2 of the sum, over all likes and the media itself, of 2^(time in half-lives). Of live likes the slot begins. */
export function scoreOf({ rankedTime, base, likes }: Known, halfLife: number): number {
  const own = rankedTime / halfLife;
  const times = likes.map((time) => (time === 0 ? own : Math.max(1, Math.trunc((time * SLOTS) / halfLife)) / SLOTS));
  const top = times.reduce((a, b) => Math.max(a, b), own);
  const sum = times.reduce((sum, time) => sum + 2 ** (time - top), (1 + base) * 2 ** (own - top));
  return top + Math.log2(sum);
}
