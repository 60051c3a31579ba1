/** Requests of the last hour, by the ten seconds in which they came: at most 361 entries, oldest first. */
export type Hour = Map<number, number>;

const BUCKET_MS = 10_000;
/** 360 buckets are an hour; the one that is only partly in it is counted whole, so no sliding hour is undercounted. */
const BUCKETS = 361;

/** How many requests came in the hour before `now`, at most ten seconds' worth too many. Forgets the older ones. */
export function countOf(hour: Hour, now: number): number {
  const oldest = Math.floor(now / BUCKET_MS) - BUCKETS + 1;
  let sum = 0;
  for (const [bucket, count] of hour) {
    if (bucket < oldest) hour.delete(bucket);
    else sum += count;
  }
  return sum;
}

/** Counts a request that comes `now`. A clock that went back does not put it before what came already. */
export function add(hour: Hour, now: number): void {
  const newest = [...hour.keys()].at(-1) ?? 0;
  const bucket = Math.max(newest, Math.floor(now / BUCKET_MS));
  hour.set(bucket, (hour.get(bucket) ?? 0) + 1);
}

/** Milliseconds from `now` until fewer than `limit` requests are counted, if no more come. */
export function roomIn(hour: Hour, limit: number, now: number): number {
  let left = countOf(hour, now);
  let at = now;
  for (const [bucket, count] of hour) {
    if (left < limit) break;
    left -= count;
    at = (bucket + BUCKETS) * BUCKET_MS;
  }
  return at - now;
}
