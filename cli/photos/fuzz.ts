import { createHmac, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EARTH_RADIUS, haversine, type Point, wrap } from "../../src/geo.ts";

/** A circle in which no position is kept. `radius` in metres. */
export interface Hole extends Point {
  radius: number;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (radians: number) => (radians * 180) / Math.PI;
// 1e-7 degrees are a centimetre.
const rounded = (value: number) => Math.round(value * 1e7) / 1e7;

/**
 * The centre of the square of a grid, `metres` wide and high, that a point lies in. Never random: the mean of many
 * random ones would be the point. Rows are counted from the equator, columns from the date line.
 */
export function snapped({ lat, lng }: Point, metres: number): Point {
  const height = degrees(metres / EARTH_RADIUS);
  const middle = Math.min((Math.floor(Math.abs(lat) / height) + 0.5) * height, 90) * (lat < 0 ? -1 : 1);
  const columns = Math.max(1, Math.floor((360 / height) * Math.cos(radians(middle))));
  const column = Math.min(Math.floor(((lng + 180) / 360) * columns), columns - 1);
  return { lat: rounded(middle), lng: rounded(wrap(((column + 0.5) / columns) * 360 - 180)) };
}

/**
 * A larger circle around a hole, whose own centre is a quarter to three quarters of the radius away in a direction that
 * only `secret` tells: the same at every import, so that neither the middle of what is missing nor many imports give
 * away what lies there.
 */
export function shifted(hole: Hole, secret: Buffer): Hole {
  const { lat, lng, radius } = hole;
  const digest = createHmac("sha256", secret).update(`${lat} ${lng} ${radius}`).digest();
  const bearing = (digest.readUInt32BE(0) / 2 ** 32) * 2 * Math.PI;
  const metres = radius * (0.25 + digest.readUInt32BE(4) / 2 ** 33);
  const arc = metres / EARTH_RADIUS;
  const from = radians(lat);
  const to = Math.asin(Math.sin(from) * Math.cos(arc) + Math.cos(from) * Math.sin(arc) * Math.cos(bearing));
  const east = Math.atan2(
    Math.sin(bearing) * Math.sin(arc) * Math.cos(from),
    Math.cos(arc) - Math.sin(from) * Math.sin(to),
  );
  // A centimetre more: sums of rounded numbers must not leave the rim out.
  return { lat: degrees(to), lng: wrap(lng + degrees(east)), radius: radius + metres + 0.01 };
}

/** Whether a point lies in one of the holes. */
export const isIn = (point: Point, holes: Hole[]) => holes.some((hole) => haversine(point, hole) <= hole.radius);

/** The secret of this machine by which holes are shifted, beside its local data; made where there is none. */
export async function localSecret(state: string): Promise<Buffer> {
  await mkdir(state, { recursive: true });
  const file = join(state, "strip-near.secret");
  await writeFile(file, randomBytes(32), { flag: "wx", mode: 0o600 }).catch((error) => {
    if (error.code !== "EEXIST") throw error;
  });
  return readFile(file);
}
