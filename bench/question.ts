import { haversine, type Point } from "../src/geo.ts";
import { type Search, searchOf } from "../src/media/search.ts";
import { away, DENSE, NOW, type Photos, STADIUM, STADIUM_RADIUS, TOWNS } from "./data.ts";

/** A search that is asked of every engine. */
export interface Question {
  /** Metres. */
  radius: number;
  where: string;
  window: string;
  search: Search;
}

const RADII = [10, 30, 100, 300, 1000, 5000];
const WINDOWS = { "1 h": 3_600, "5 d": 5 * 86_400, "7 d": 7 * 86_400 };
/** Results asked for. */
export const COUNT = 20;
/** Metres between the circle's rim and the stadium's crowd. */
const GAP = 20;

/** Every radius × centre × window; the quick ones are those of 5 days. */
export function questions(quick: boolean): Question[] {
  const centres: [string, (radius: number) => Point][] = [
    ["dense", () => DENSE],
    ["edge", () => away(DENSE, 5_000, 0)],
    ["stadium", () => STADIUM],
    ["beside", (radius) => away(STADIUM, STADIUM_RADIUS + GAP + radius, 0)],
    ["empty", () => ({ lat: 0.5, lng: -30.7 })],
    ...Object.entries(TOWNS).map(([name, town]) => [name, () => town] as [string, () => Point]),
  ];
  const windows = Object.entries(WINDOWS).filter(([name]) => !quick || name === "5 d");
  return windows.flatMap(([window, seconds]) =>
    centres.flatMap(([where, centre]) =>
      RADII.map((radius) => {
        const time = { min_timestamp: NOW - seconds, max_timestamp: NOW };
        const params = { ...centre(radius), distance: radius, ...time, count: COUNT, cursor: undefined };
        return { radius, where, window, search: searchOf(params, NOW) };
      }),
    ),
  );
}

/** The right answer, by looking at every photo: pks, newest first, up to `limit`; and how many there are in all. */
export function truth({ lat, lng, time }: Photos, { centre, radius, box, min, max }: Search, limit: number) {
  const pks: number[] = [];
  let total = 0;
  for (let i = time.length - 1; i >= 0; i--) {
    const [at, here, there] = [time[i] ?? 0, lat[i] ?? 0, lng[i] ?? 0];
    if (at <= min || at >= max || here < box.south || here > box.north) continue;
    if (haversine(centre, { lat: here, lng: there }) > radius) continue;
    if (pks.length < limit) pks.push(i + 1);
    total++;
  }
  return { pks, total };
}
