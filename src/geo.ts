/** Mean earth radius of the WGS 84 ellipsoid in metres (IUGG R1). */
export const EARTH_RADIUS = 6_371_008.8;

/** Degrees: `lat` -90 to 90, `lng` -180 to 180. */
export interface Point {
  lat: number;
  lng: number;
}

/** Degrees. `west > east` where the box crosses the date line. */
export interface Box {
  south: number;
  north: number;
  west: number;
  east: number;
}

// More than the rounding of any step in metres, so the box never loses what the exact test would keep.
const SLACK = 0.01;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (radians: number) => (radians * 180) / Math.PI;

/**
 * Great-circle distance in metres between two points in degrees, by the haversine formula
 * (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984).
 */
export function haversine(a: Point, b: Point): number {
  const s = Math.sin(radians(b.lat - a.lat) / 2);
  const t = Math.sin(radians(b.lng - a.lng) / 2);
  const h = s * s + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * t * t;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * The smallest box of latitudes and longitudes that holds the circle of `radius` metres around `centre`, a centimetre
 * wider on each side. A circle that reaches a pole has all longitudes; elsewhere the half-width is where a meridian
 * touches the circle, asin(sin(r) / cos(lat)) (J. P. Matuschek, "Finding Points Within a Distance of a
 * Latitude/Longitude Using Bounding Coordinates", 2010).
 */
export function boundingBox(centre: Point, radius: number): Box {
  const r = (radius + SLACK) / EARTH_RADIUS;
  const south = centre.lat - degrees(r);
  const north = centre.lat + degrees(r);
  if (south <= -90 || north >= 90) return { south, north, west: -180, east: 180 };
  const half = degrees(Math.asin(Math.sin(r) / Math.cos(radians(centre.lat))));
  return { south, north, west: wrap(centre.lng - half), east: wrap(centre.lng + half) };
}

/** A longitude in degrees brought into -180 (included) to 180 (excluded). */
export function wrap(lng: number): number {
  return lng >= -180 && lng < 180 ? lng : ((((lng + 180) % 360) + 360) % 360) - 180;
}
