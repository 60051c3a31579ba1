import { EARTH_RADIUS, type Point, wrap } from "../src/geo.ts";
import { CITIES } from "./cities.ts";
import { random } from "./random.ts";

/** The end of all photos' time, Unix seconds. Fixed, so that every run asks the same. */
export const NOW = 1_760_000_000;
const DAY = 86_400;
const EVENING = 3 * 3_600;

/** Half of all photos lie within 5 km of here. */
export const DENSE: Point = { lat: 48.8588, lng: 2.2943 };
/** One in eleven lies within 150 m of here, all of one evening, the last: 100,000 of 1.1 million. */
export const STADIUM: Point = { lat: 41.3809, lng: 2.1228 };
export const STADIUM_RADIUS = 150;
/** Small towns where meridians draw together, on the date line and on the pole: one in 200 each, within 5 km. */
export const TOWNS = {
  "lat 70": { lat: 70, lng: 25 },
  "date line": { lat: -16.8, lng: 180 },
  pole: { lat: 90, lng: 0 },
} satisfies Record<string, Point>;

/** Photos in the order of time, the oldest first, as they come in; the i-th has the pk i + 1. */
export interface Photos {
  lat: Float64Array;
  lng: Float64Array;
  /** Unix seconds. */
  time: Uint32Array;
}

/** The point at this many metres from another, in the direction `bearing` (radians, clockwise from north). */
export function away({ lat, lng }: Point, metres: number, bearing: number): Point {
  const [d, phi] = [metres / EARTH_RADIUS, (lat * Math.PI) / 180];
  if (Math.abs(lat) === 90) {
    return { lat: Math.sign(lat) * (90 - (d * 180) / Math.PI), lng: wrap((bearing * 180) / Math.PI) };
  }
  const to = Math.asin(Math.sin(phi) * Math.cos(d) + Math.cos(phi) * Math.sin(d) * Math.cos(bearing));
  const turn = Math.atan2(Math.sin(bearing) * Math.sin(d) * Math.cos(phi), Math.cos(d) - Math.sin(phi) * Math.sin(to));
  return { lat: (to * 180) / Math.PI, lng: wrap(lng + (turn * 180) / Math.PI) };
}

/** `n` photos of 7 days: a third all over the globe, half in one city, a stadium, small towns, the rest in 60 cities. */
export function photos(n: number): Photos {
  const rnd = random(1);
  const disc = (centre: Point, metres: number) => away(centre, metres * Math.sqrt(rnd()), rnd() * 2 * Math.PI);
  const people = CITIES.reduce((sum, { millions }) => sum + millions, 0);
  const city = () => {
    let left = rnd() * people;
    const found = CITIES.find(({ millions }) => {
      left -= millions;
      return left < 0;
    });
    return away(found ?? DENSE, 15_000 * rnd(), rnd() * 2 * Math.PI);
  };
  const globe = () => ({ lat: (Math.asin(2 * rnd() - 1) * 180) / Math.PI, lng: rnd() * 360 - 180 });
  const week = () => NOW - 1 - Math.floor(rnd() * 7 * DAY);
  const evening = () => NOW - 1 - Math.floor(rnd() * EVENING);
  const kinds: [share: number, place: () => Point, time: () => number][] = [
    [1 / 2, () => disc(DENSE, 5_000), week],
    [1 / 11, () => disc(STADIUM, STADIUM_RADIUS), evening],
    ...Object.values(TOWNS).map(
      (town) => [1 / 200, () => disc(town, 5_000), week] as [number, () => Point, () => number],
    ),
    [1 / 3, globe, week],
  ];
  const all: { lat: number; lng: number; time: number }[] = [];
  for (const [share, place, time] of kinds) {
    for (const end = all.length + Math.round(share * n); all.length < end; ) all.push({ ...place(), time: time() });
  }
  while (all.length < n) all.push({ ...city(), time: week() });
  all.sort((a, b) => a.time - b.time);
  return {
    lat: Float64Array.from(all, ({ lat }) => lat),
    lng: Float64Array.from(all, ({ lng }) => lng),
    time: Uint32Array.from(all, ({ time }) => time),
  };
}
