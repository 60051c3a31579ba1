import { haversine } from "../src/geo.ts";
import type { Search } from "../src/media/search.ts";
import type { Photos } from "./data.ts";

/** Throws where an engine's pks aren't the right ones in the right order. */
export function same(what: string, pks: number[], right: number[]): void {
  if (pks.join() !== right.join()) throw new Error(`${what} found ${pks}\nright is ${right}`);
}

/** Metres. A sphere 0.03 m smaller in radius, and other rounding, may decide otherwise so near the rim. */
const RIM = 0.01;

/** As `same`, but photos within a centimetre of the circle's rim may be there or not. */
export function sameButForTheRim(what: string, pks: number[], right: number[], s: Search, photos: Photos): void {
  const clear = (all: number[]) =>
    all.filter((pk) => {
      const point = { lat: photos.lat[pk - 1] ?? 0, lng: photos.lng[pk - 1] ?? 0 };
      return Math.abs(haversine(s.centre, point) - s.radius) > RIM;
    });
  const [a, b] = [clear(pks), clear(right)];
  // A page that is full may end elsewhere because of such a photo.
  const full = pks.length === right.length && (a.length < pks.length || b.length < right.length);
  const length = full ? Math.min(a.length, b.length) : Math.max(a.length, b.length);
  same(what, a.slice(0, length), b.slice(0, length));
}
