/** A line or ring in Web Mercator's unit square (x to the east, y to the south), with the box that it lies in. */
export interface Line {
  points: Float64Array;
  west: number;
  east: number;
  north: number;
  south: number;
}

/** One square of the map: its column and row among `tiles` × `tiles`, its side in pixels. */
export interface Square {
  x: number;
  y: number;
  tiles: number;
  size: number;
}

// The latitude in degrees where Web Mercator's square ends.
const EDGE = 85.0511287798;

/** Web Mercator of a latitude in degrees, 0 in the north to 1 in the south. */
export function mercator(latitude: number): number {
  const sine = Math.sin((Math.max(-EDGE, Math.min(EDGE, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** A line of GeoJSON positions (longitude, latitude in degrees). */
export function lineOf(positions: number[][]): Line {
  const points = new Float64Array(positions.length * 2);
  const line = { points, west: 1, east: 0, north: 1, south: 0 };
  positions.forEach(([lng = 0, lat = 0], i) => {
    const x = lng / 360 + 0.5;
    const y = mercator(lat);
    points[2 * i] = x;
    points[2 * i + 1] = y;
    line.west = Math.min(line.west, x);
    line.east = Math.max(line.east, x);
    line.north = Math.min(line.north, y);
    line.south = Math.max(line.south, y);
  });
  return line;
}

/** An outline is not drawn where the globe is only cut: along the date line, and the foot of Antarctica. */
type Pen = "fill" | "outline";

/** Adds a line to the path of a square's context. Points that all lie beyond one side of it are passed over. */
export function trace(context: CanvasRenderingContext2D, line: Line, { x, y, tiles, size }: Square, pen: Pen): void {
  const margin = 0.05;
  const isBeside = line.east * tiles < x - margin || line.west * tiles > x + 1 + margin;
  if (isBeside || line.south * tiles < y - margin || line.north * tiles > y + 1 + margin) return;
  const { points } = line;
  const at = (i: number) => [(points[i] ?? 0) * tiles - x, (points[i + 1] ?? 0) * tiles - y] as const;
  const sideOf = ([u, v]: readonly [number, number]) =>
    (u < -margin ? 1 : u > 1 + margin ? 2 : 0) | (v < -margin ? 4 : v > 1 + margin ? 8 : 0);
  let before = 0;
  for (let i = 0; i < points.length; i += 2) {
    const point = at(i);
    const side = sideOf(point);
    const isLast = i + 2 >= points.length;
    if (i > 0 && !isLast && side & before && side & before & sideOf(at(i + 2))) continue;
    before = side;
    if (i === 0 || (pen === "outline" && isCut(points, i))) context.moveTo(point[0] * size, point[1] * size);
    else context.lineTo(point[0] * size, point[1] * size);
  }
}

function isCut(points: Float64Array, i: number): boolean {
  const [fromX = 0, fromY = 0, toX = 0, toY = 0] = points.subarray(i - 2, i + 2);
  const isSame = (a: number, b: number, edge: number) => Math.abs(a - edge) < 1e-6 && Math.abs(b - edge) < 1e-6;
  return isSame(fromX, toX, 0) || isSame(fromX, toX, 1) || isSame(fromY, toY, 1);
}
