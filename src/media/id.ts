import { ApiError } from "../errors.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const NUMBER = /^[1-9]\d{0,18}$/;

/** A media id in its parts: the number that identifies the photo, and the owner's user id where it was given. */
export interface MediaId {
  number: string;
  owner: string | undefined;
}

/** v1's refusal for an id or shortcode that is malformed, unknown or deleted: 400, not 404. */
export const invalidMediaId = () => new ApiError(400, "APINotFoundError", "invalid media id");

/** `"3"` or `"3_3"` in parts; undefined where it is neither. Numbers have 1 to 19 digits and no leading zero. */
export function splitMediaId(id: string): MediaId | undefined {
  const [number = "", owner, ...rest] = id.split("_");
  if (!NUMBER.test(number) || (owner !== undefined && !NUMBER.test(owner)) || rest.length > 0) return undefined;
  return { number, owner };
}

/** The id in a path. Throws `invalidMediaId`. */
export function parseMediaId(id: string): MediaId {
  const parts = splitMediaId(id);
  if (!parts) throw invalidMediaId();
  return parts;
}

/** The id that a shortcode stands for: its number in base 64, most significant digit first. Throws `invalidMediaId`. */
export function parseShortcode(code: string): MediaId {
  // 11 digits hold every number of 19 decimal digits; a leading A would be a leading zero.
  if (!/^[B-Za-z0-9_-][\w-]{0,10}$/.test(code)) throw invalidMediaId();
  let number = 0n;
  for (const digit of code) number = number * 64n + BigInt(ALPHABET.indexOf(digit));
  return parseMediaId(String(number));
}

/** The shortcode of a number: `shortcode("20988202")` is `"BQEEq"`. */
export function shortcode(number: string): string {
  let rest = BigInt(number);
  let code = "";
  for (; rest > 0n; rest /= 64n) code = ALPHABET[Number(rest % 64n)] + code;
  return code;
}
