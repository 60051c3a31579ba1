import { type Box, boundingBox, haversine, type Point, wrap } from "./geo.ts";
import { bounds, type Cell, cellOf, children, coarsest, FINEST, numberOf } from "./grid.ts";

// Enough cells to follow a rim closely (measured: fewer walk past too many photos outside, more cost more to begin).
const ENOUGH = 32;
// Metres. Forgives rounding where a cell's edge just touches the circle.
const SLACK = 0.001;
// Degrees of latitude, 56 m: photos of a crowd that a few were met of lie about so far from the nearest one of these.
const NEAR = 0.0005;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/**
 * Cells that together hold the circle of `radius` metres around `centre`: the coarsest cells that touch it, the ones on
 * its rim replaced by their children that touch it, the largest first, until there are about 32 or none is left to
 * split. Large inside and fine at the rim, no two overlap. Radii to 100 km.
 */
export function cover(centre: Point, radius: number): number[] {
  return split(centre, radius, coarsest(boundingBox(centre, radius)), ENOUGH, () => true);
}

/**
 * A cover that looks closer where photos outside the circle were met: of these cells, those on the rim and near one of
 * the points `lost` are replaced by their children that touch the circle, and so on, the largest first, until there are
 * about `enough` cells.
 */
export function refine(centre: Point, radius: number, cells: number[], lost: Point[], enough: number): number[] {
  return split(centre, radius, cells.map(cellOf), enough, (cell) => {
    const edges = bounds(cell);
    return lost.some((point) => isNear(point, edges));
  });
}

function split(centre: Point, radius: number, cells: Cell[], enough: number, worth: (cell: Cell) => boolean): number[] {
  const done: number[] = [];
  const rim: Cell[] = [];
  const sort = (cell: Cell) => {
    if (leastDistance(centre, cell) > radius + SLACK) return;
    if (cell.level < FINEST && !isInside(centre, radius, cell) && worth(cell)) rim.push(cell);
    else done.push(numberOf(cell));
  };
  cells.toSorted((a, b) => a.level - b.level).forEach(sort);
  for (let cell = rim.shift(); cell; cell = rim.shift()) {
    if (rim.length + done.length + 1 >= enough) return [...done, numberOf(cell), ...rim.map(numberOf)];
    children(cell).forEach(sort);
  }
  return done;
}

/** Whether the point is in the cell or within some 50 m of it (a cell is about as wide as it is high). */
function isNear({ lat, lng }: Point, { south, north, west, east }: Box): boolean {
  const [height, width] = [north - south, east - west];
  return (
    Math.abs(lat - (south + north) / 2) <= height / 2 + NEAR &&
    Math.abs(wrap(lng - (west + east) / 2)) <= width / 2 + (NEAR * width) / height
  );
}

/**
 * Least distance in metres from the centre to the cell, right for centres within a quarter of the globe. East or west
 * of a cell the nearest point is on its nearer meridian edge: at latitude atan2(sin φ, cos φ cos Δλ), the foot of the
 * perpendicular on that meridian (Napier's rules), or at the end of the edge before it.
 */
function leastDistance(centre: Point, cell: Cell): number {
  const { south, north, west, east } = bounds(cell);
  const lng = wrap(centre.lng);
  const at = (lat: number, lng: number) => haversine(centre, { lat: Math.max(south, Math.min(north, lat)), lng });
  if (west <= lng && lng <= east) return at(centre.lat, lng);
  const foot = (edge: number) => {
    const lat = radians(centre.lat);
    return (Math.atan2(Math.sin(lat), Math.cos(lat) * Math.cos(radians(edge - lng))) * 180) / Math.PI;
  };
  return Math.min(at(foot(west), west), at(foot(east), east));
}

/** Whether the whole cell lies in the circle: its corners do, or the farthest point of the round cell at a pole. */
function isInside(centre: Point, radius: number, cell: Cell): boolean {
  const { south, north, west, east } = bounds(cell);
  const meridians = east - west < 360 ? [west, east] : [centre.lng + 180];
  const corners = [south, north].flatMap((lat) => meridians.map((lng) => ({ lat, lng })));
  return corners.every((corner) => haversine(centre, corner) <= radius);
}
