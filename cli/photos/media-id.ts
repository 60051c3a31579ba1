/** Milliseconds are counted from here: digital photos begin about then, and 41 bits end in 2059. */
export const EPOCH = Date.UTC(1990, 0, 1);

const TIME_BITS = 41;
const HASH_BITS = 22;

/**
 * The number of a photo, laid out as v1's were: milliseconds since `EPOCH` in the high 41 bits, the first 22 bits of the
 * file's SHA-256 in the low ones. `at` is in milliseconds since 1970; earlier and later ones get the first and last.
 */
export function mediaNumber(at: number, sha256: Buffer): string {
  const since = Math.min(Math.max(Math.floor(at) - EPOCH, 1), 2 ** TIME_BITS - 2);
  const bits = sha256.readUIntBE(0, 3) >>> (24 - HASH_BITS);
  return String((BigInt(since) << BigInt(HASH_BITS)) | BigInt(bits));
}

/** The first number from this one on that is not `taken`. */
export function nextFree(number: string, taken: Set<string>): string {
  let free = BigInt(number);
  while (taken.has(String(free))) free++;
  return String(free);
}
