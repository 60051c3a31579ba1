import fc from "fast-check";
import { expect, test } from "vitest";
import { cover } from "../src/cover.ts";
import { cellsOf } from "../src/grid.ts";
import { away, metres, type Place } from "./oracle.ts";

/** The cover of a circle: where a search looks must be where an import put things. */

const SEED = 20131115;
const MOST = 80;

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Anywhere, with the poles, the date line, the equator and powers of two more often than chance has it. */
const centre: fc.Arbitrary<Place> = fc.record({
  lat: fc.oneof(
    real(-90, 90),
    fc.constantFrom(90, -90, 0, 45, 60, -60, 89.999, -89.97),
    fc.integer({ min: 0, max: 2 ** 17 }).map((row) => (row / 2 ** 17) * 180 - 90),
    real(89.9, 90),
    real(-90, -89.9),
  ),
  lng: fc.oneof(
    real(-180, 180),
    fc.constantFrom(180, -180, 0, 90, -90),
    fc.integer({ min: 0, max: 2 ** 18 }).map((column) => (column / 2 ** 18) * 360 - 180),
    real(179.95, 180),
    real(-180, -179.95),
  ),
});
const radius = fc.oneof(
  real(Math.log(0.5), Math.log(5_000)).map(Math.exp),
  fc.constantFrom(0.5, 150, 153, 1_000, 5_000),
);

test("every point of a circle lies in exactly one cell of its cover", () => {
  const point = fc.record({ bearing: real(0, 2 * Math.PI), part: fc.oneof(real(0, 1), fc.constant(1)) });
  const points = fc.array(point, { minLength: 10, maxLength: 10 });
  const inOne = fc.property(centre, radius, points, (centre, radius, points) => {
    const cells = cover(centre, radius);
    for (const { bearing, part } of points) {
      const at = away(centre, radius * part, bearing);
      if (metres(centre, at) > radius) continue;
      expect(cellsOf(at).filter((cell) => cells.includes(cell))).toHaveLength(1);
    }
  });
  fc.assert(inOne, { seed: SEED, numRuns: 3_000 });
});

test("no cover has a cell twice, and no point lies in two of its cells", () => {
  const inNoTwo = fc.property(centre, radius, centre, (centre, radius, elsewhere) => {
    const cells = cover(centre, radius);
    expect(new Set(cells).size).toBe(cells.length);
    expect(cellsOf(elsewhere).filter((cell) => cells.includes(cell)).length).toBeLessThanOrEqual(1);
  });
  fc.assert(inNoTwo, { seed: SEED, numRuns: 2_000 });
});

test(`no cover has more than ${MOST} cells, anywhere on the globe`, () => {
  const few = fc.property(centre, radius, (centre, radius) => {
    const { length } = cover(centre, radius);
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual(MOST);
  });
  fc.assert(few, { seed: SEED, numRuns: 5_000 });
});

test("a point has one cell on each of the six levels, and as an equal point the same ones", () => {
  const six = fc.property(centre, (point) => {
    expect(new Set(cellsOf(point)).size).toBe(6);
    expect(cellsOf(point).every(Number.isSafeInteger)).toBe(true);
  });
  fc.assert(six, { seed: SEED, numRuns: 1_000 });
  expect(cellsOf({ lat: 10, lng: 180 })).toEqual(cellsOf({ lat: 10, lng: -180 }));
});

test("the last number below 180, which a step of rounding makes 180, lies with its neighbours", () => {
  expect(cellsOf({ lat: 10, lng: 179.99999999999997 })).toEqual(cellsOf({ lat: 10, lng: 179.9999999 }));
});
