import { EARTH_RADIUS } from "../src/geo.ts";
import type { Search } from "../src/media/search.ts";

/** What a search does without a grid, on the same table in the same file. */
export const BASELINE_INDEXES = [
  "CREATE INDEX bench_place ON media (latitude, longitude)",
  "CREATE INDEX bench_time ON media (created_time)",
];

/** The plain bounding box on an index on latitude and longitude, or the index on time, walked newest first. */
export function baseline(index: "bench_place" | "bench_time", search: Search, limit: number): string {
  const { centre, radius, box, min, max } = search;
  const { south, north, west, east } = box;
  const lng = west <= east ? `longitude BETWEEN ${west} AND ${east}` : `(longitude >= ${west} OR longitude <= ${east})`;
  return `SELECT pk FROM media INDEXED BY ${index}
    WHERE latitude BETWEEN ${south} AND ${north} AND ${lng} AND created_time > ${min} AND created_time < ${max}
      AND 2 * ${EARTH_RADIUS} * asin(min(1, sqrt(pow(sin(radians(latitude - ${centre.lat}) / 2), 2)
        + cos(radians(${centre.lat})) * cos(radians(latitude)) * pow(sin(radians(longitude - ${centre.lng}) / 2), 2)))) <= ${radius}
    ORDER BY created_time DESC, pk DESC LIMIT ${limit}`;
}
