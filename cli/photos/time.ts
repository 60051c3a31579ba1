import { Temporal } from "temporal-polyfill";

/** One date that a file bears, as a camera's clock showed it. */
export interface ClockTime {
  /** ISO 8601 without a zone: `2019-07-04T12:34:56.789`. */
  clock: string;
  /** `+02:00`, or undefined where it is not told. */
  offset: string | undefined;
}

/** All that a file says of when it was taken. */
export interface Taken {
  /** The best first. */
  clocks: ClockTime[];
  /** By the satellites, milliseconds since 1970; undefined where it isn't told. */
  gps: number | undefined;
}

/**
 * When a photo was taken, milliseconds since 1970. The first date that exists and is not later than `now` rules; its zone
 * is the offset that it bears, else the GPS time takes its place, else it is read in `zone`. Without any date `modified`,
 * the file's own. `remark` hears of what was not believed.
 */
export function takenAt(
  { clocks, gps }: Taken,
  { zone, now, modified }: { zone: string; now: number; modified: number },
  remark: (what: string) => void,
): number {
  const believed = (at: number | undefined) => {
    if (at !== undefined && at > now) remark("dates in the future");
    return at !== undefined && at <= now;
  };
  for (const { clock, offset } of clocks) {
    const at = offset === undefined && gps !== undefined && gps <= now ? gps : instant(clock, offset ?? zone);
    if (at === undefined) remark("dates that don't exist");
    else if (believed(at)) return at;
  }
  if (gps !== undefined && believed(gps)) return gps;
  remark("photos without a date (their file's is taken)");
  return Math.min(Math.floor(modified), now);
}

/** A clock's time in a zone (a name or an offset) as milliseconds since 1970; undefined where there is no such day or hour. */
function instant(clock: string, zone: string): number | undefined {
  try {
    return Temporal.PlainDateTime.from(clock).toZonedDateTime(zone).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether this machine knows a zone by this name. */
export function isZone(name: string): boolean {
  try {
    return Temporal.PlainDate.from("2000-01-01").toZonedDateTime(name) !== undefined;
  } catch {
    return false;
  }
}

const DATE = /^\s*(\d{4})[-:/.]?(\d{2})[-:/.]?(\d{2})/;
const TIME = /^[T ]?\s*(\d{2}):?(\d{2})(?::?(\d{2})(\.\d+)?)?/;
const OFFSET = /^\s*(?:(Z)|([+-])(\d{1,2}):?(\d{2})?)\s*$/;

/**
 * A date as Exif (`2019:07:04 12:34:56`), XMP (`2019-07-04T12:34+02:00`) or IPTC write it, with the subseconds and offset
 * that stand beside it; undefined where there is none, blank or all zeros. A date without an hour is noon.
 */
export function clockTime(text: string | undefined, subseconds = "", offset = ""): ClockTime | undefined {
  const date = text?.match(DATE);
  if (!text || !date || Number(date[1]) === 0) return undefined;
  const after = text.slice(date[0].length);
  const time = after.match(TIME);
  const [, hour = "12", minute = "00", second = "00", fraction] = time ?? [];
  const beside = /^\d+/.exec(subseconds.trim())?.[0];
  return {
    clock: `${date.slice(1, 4).join("-")}T${hour}:${minute}:${second}${fraction ?? (beside ? `.${beside.slice(0, 9)}` : "")}`,
    offset: offsetOf(after.slice(time?.[0].length ?? 0)) ?? offsetOf(offset),
  };
}

function offsetOf(text: string): string | undefined {
  const [whole, utc, sign, hours = "", minutes = "00"] = text.match(OFFSET) ?? [];
  if (!whole) return undefined;
  return utc ? "+00:00" : `${sign}${hours.padStart(2, "0")}:${minutes}`;
}
