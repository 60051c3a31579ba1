import type { Random } from "./random.ts";

/** What a search must find, by looking at every photo. Shares no code with the application. */

export interface Place {
  lat: number;
  lng: number;
}

export interface Taken extends Place {
  id: string;
  time: number;
}

export interface Question {
  centre: Place;
  radius: number;
  min: number;
  max: number;
  count: number;
}

const RADIUS = 6_371_008.8;
const rad = (degrees: number) => degrees * (Math.PI / 180);
const deg = (radians: number) => radians / (Math.PI / 180);

/** Metres along the great circle between two places. */
export function metres(a: Place, b: Place): number {
  const [phi1, phi2] = [rad(a.lat), rad(b.lat)];
  const havLat = Math.sin((phi2 - phi1) / 2) ** 2;
  const havLng = Math.sin(rad(b.lng - a.lng) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.sqrt(Math.min(1, havLat + Math.cos(phi1) * Math.cos(phi2) * havLng)));
}

/** The place that lies so many metres from another, in the direction `bearing` (radians, clockwise from north). */
export function away(from: Place, distance: number, bearing: number): Place {
  const [phi, angle] = [rad(from.lat), distance / RADIUS];
  const sin = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing);
  const lat = Math.asin(Math.max(-1, Math.min(1, sin)));
  const east = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(phi), Math.cos(angle) - Math.sin(phi) * sin);
  const lng = from.lng + deg(east);
  return { lat: deg(lat), lng: lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng };
}

/** The newest `count` in circle and window, newest first, of one second the one imported last, with their distances. */
export function answer(taken: Taken[], { centre, radius, min, max, count }: Question) {
  return taken
    .map(({ id, time, lat, lng }, order) => ({ id, time, order, distance: metres(centre, { lat, lng }) }))
    .filter(({ time, distance }) => time > min && time < max && distance <= radius)
    .sort((a, b) => b.time - a.time || b.order - a.order)
    .slice(0, count);
}

/** Whether no photo is so near to the rim that rounding decides. */
export const isClear = (taken: Taken[], { centre, radius }: Pick<Question, "centre" | "radius">) =>
  taken.every((photo) => Math.abs(metres(centre, photo) - radius) > 0.001);

const somewhere = (random: Random, centre: Place, within: number) =>
  away(centre, within * Math.sqrt(random.between(0, 1)), random.between(0, 2 * Math.PI));

const TOWER = { lat: 48.858844, lng: 2.294351 };
const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

/** Places that are hard on a grid of latitudes and longitudes, and a town with a crowd in it. */
export function places(random: Random): Place[] {
  // Powers of two are where grids have their lines: these stand on them, and a hair beside.
  const line = (near: number, span: number, parts: number) =>
    Math.round(((near + span / 2) / span) * parts) * (span / parts) - span / 2;
  const offLine = () => random.pick([0, 0, 1e-12, -1e-12, 1e-9, -1e-9, 1e-6, -1e-6]);
  const onLines = many(80, () => {
    const at = somewhere(random, { lat: 40.7128, lng: -74.006 }, 4_000);
    const parts = 2 ** random.integer(11, 18);
    return { lat: line(at.lat, 180, parts) + offLine(), lng: line(at.lng, 360, parts) + offLine() };
  });
  const poles = [90, -90].flatMap((lat) => [
    ...many(12, () => ({ lat, lng: random.pick([0, 180, -180, 90, random.between(-180, 180)]) })),
    ...many(40, () => somewhere(random, { lat, lng: 0 }, 6_000)),
  ]);
  const dateLine = [-17.5, 0, 66].flatMap((lat) => [
    ...many(15, () => ({ lat: lat + random.between(-0.03, 0.03), lng: random.pick([180, -180]) })),
    ...many(25, () => somewhere(random, { lat, lng: 180 }, 5_000)),
  ]);
  return [
    ...many(200, () => somewhere(random, TOWER, 300)),
    ...many(100, () => somewhere(random, TOWER, 9_000)),
    ...many(30, () => TOWER),
    ...onLines,
    ...poles,
    ...dateLine,
    // A grid that narrows towards the poles changes its width somewhere around these.
    ...[60, -75.5224, 82.8192].flatMap((lat) => many(25, () => somewhere(random, { lat, lng: 10 }, 4_000))),
  ];
}
