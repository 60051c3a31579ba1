/** When the photos were taken that are looked for. Seconds. */
export interface Window {
  /** Its end; null follows the clock. */
  until: number | null;
  span: number;
}

const HOUR = 3600;
export const DAY = 24 * HOUR;

/** The API's default span, and its longest. */
export const SPAN_S = 5 * DAY;
export const LONGEST_S = 7 * DAY;
export const SHORTEST_S = HOUR;

/** Seconds of time that the strip shows. */
export const STRIP_S = 14 * DAY;

/**
 * The parameters that ask for a window at `now`. The API's own default needs none; any other is sent with both ends,
 * because 7 days that begin at one machine's now are longer than 7 days at another's.
 */
export function timestamps({ until, span }: Window, now: number): { min_timestamp?: string; max_timestamp?: string } {
  if (until === null && span === SPAN_S) return {};
  const max = until ?? now;
  return { min_timestamp: String(max - span), max_timestamp: String(max) };
}

/** A window from `start` to `end`, kept within what the API allows; one that reaches `now` follows the clock. */
export function windowOf(start: number, end: number, now: number): Window {
  const last = Math.min(Math.round(end), now);
  const span = Math.min(Math.max(last - Math.round(start), SHORTEST_S), LONGEST_S);
  return { until: last > now - 60 ? null : last, span };
}

/** The end of the strip around a window: now, or where the window lies further back, some days after it. */
export function stripEnd({ until, span }: Window, now: number): number {
  if (until === null || until - span > now - STRIP_S) return now;
  return Math.min(now, until + Math.round((STRIP_S - span) / 2));
}

/** A span in words: "5 days", "36 hours". */
export function spanWords(seconds: number): string {
  const days = seconds / DAY;
  if (Number.isInteger(days)) return `${days} day${days === 1 ? "" : "s"}`;
  const hours = Math.round(seconds / HOUR);
  return hours < 48 ? `${hours} hour${hours === 1 ? "" : "s"}` : `${days.toFixed(1)} days`;
}

const MINUTE_FORMAT: Intl.DateTimeFormatOptions = {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
};

/** A time of this year without the year: "18 Nov, 22:30". */
export function timeWords(time: number, now: number): string {
  const [date, today] = [new Date(time * 1000), new Date(now * 1000)];
  const year = date.getFullYear() === today.getFullYear() ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat("en-GB", { ...MINUTE_FORMAT, ...year }).format(date);
}

/** How long ago: "4 min", "3 h", "2 days"; a date past three weeks. */
export function agoWords(time: number, now: number): string {
  const seconds = Math.max(0, now - time);
  if (seconds < HOUR) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < DAY) return `${Math.round(seconds / HOUR)} h ago`;
  if (seconds < 21 * DAY) return `${Math.round(seconds / DAY)} day${seconds < 1.5 * DAY ? "" : "s"} ago`;
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" }).format(new Date(time * 1000));
}

/** Unix seconds. */
export const clock = () => Math.floor(Date.now() / 1000);
