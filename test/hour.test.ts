import fc from "fast-check";
import { expect, test } from "vitest";
import { add, countOf, type Hour, roomIn } from "../src/hour.ts";

/** The count of a sliding hour, against a list of every request's time. */

const SEED = 20131115;
const HOUR_MS = 3_600_000;

/** Pauses between requests in milliseconds: bursts, walks, and more than an hour of silence. */
const pauses = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 60_000 }),
    fc.integer({ min: 0, max: HOUR_MS * 2 }),
  ),
  { maxLength: 200 },
);

test("counts every request of the hour, and none that is ten seconds older", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999 }), pauses, (start, pauses) => {
      const hour: Hour = new Map();
      const times: number[] = [];
      let now = 1_400_000_000_000 + start;
      for (const pause of pauses) {
        now += pause;
        times.push(now);
        add(hour, now);
        const within = (ms: number) => times.filter((time) => time > now - ms).length;
        const count = countOf(hour, now);
        expect(count).toBeGreaterThanOrEqual(within(HOUR_MS));
        expect(count).toBeLessThanOrEqual(within(HOUR_MS + 10_000));
        expect(hour.size).toBeLessThanOrEqual(361);
      }
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test("no sliding hour holds more than the limit, and there is room when it was said to be", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), pauses, (limit, pauses) => {
      const hour: Hour = new Map();
      const passed: number[] = [];
      let now = 1_400_000_000_000;
      for (const pause of pauses) {
        now += pause;
        if (countOf(hour, now) < limit) {
          add(hour, now);
          passed.push(now);
          continue;
        }
        const wait = roomIn(hour, limit, now);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(HOUR_MS + 10_000);
        expect(countOf(new Map(hour), now + wait - 1)).toBeGreaterThanOrEqual(limit);
        expect(countOf(new Map(hour), now + wait)).toBeLessThan(limit);
      }
      passed.forEach((end, i) => {
        expect(passed.slice(0, i + 1).filter((time) => time > end - HOUR_MS).length).toBeLessThanOrEqual(limit);
      });
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test("there is room at once where fewer than the limit came", () => {
  expect(roomIn(new Map(), 1, 1_400_000_000_000)).toBe(0);
});

test("a clock that goes back neither loses nor reorders", () => {
  const hour: Hour = new Map();
  add(hour, 1_400_000_060_000);
  add(hour, 1_400_000_000_000);
  expect([...hour.values()]).toEqual([2]);
  expect(countOf(hour, 1_400_000_000_000)).toBe(2);
});
