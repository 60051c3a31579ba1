import fc from "fast-check";
import { expect, test } from "vitest";
import { repaired } from "../../cli/photos/export.ts";
import { isIn, shifted, snapped } from "../../cli/photos/fuzz.ts";
import { EPOCH, mediaNumber, nextFree } from "../../cli/photos/media-id.ts";
import { fromRationals, fromXmp, pointOf } from "../../cli/photos/point.ts";
import { tagsOf } from "../../cli/photos/tags.ts";
import { clockTime, takenAt } from "../../cli/photos/time.ts";
import { haversine } from "../../src/geo.ts";

/** What is made of what files tell. */

const point = fc.record({
  lat: fc.double({ min: -89.9, max: 89.9, noNaN: true }),
  lng: fc.double({ min: -180, max: 179.999, noNaN: true }),
});

test("a snapped point is at most half a diagonal away, and all points of a square snap to the same", () => {
  fc.assert(
    fc.property(point, fc.integer({ min: 10, max: 5_000 }), (at, metres) => {
      const centre = snapped(at, metres);
      // Squares are a little wider than asked, near the poles more: there are whole numbers of them.
      const slack = Math.abs(at.lat) < 80 ? 1.02 : 3;
      expect(haversine(at, centre)).toBeLessThan((metres / Math.SQRT2) * slack + 0.1);
      expect(snapped(centre, metres)).toEqual(centre);
    }),
  );
});

test("a shifted hole holds the one that was asked for, has another centre, and is the same every time", () => {
  const secret = Buffer.alloc(32, 7);
  fc.assert(
    fc.property(
      point,
      fc.integer({ min: 10, max: 20_000 }),
      fc.double({ min: 0, max: 6.28, noNaN: true }),
      (at, radius, bearing) => {
        const hole = { ...at, radius };
        const wider = shifted(hole, secret);
        expect(shifted(hole, secret)).toEqual(wider);
        const moved = haversine(at, wider);
        expect(moved).toBeGreaterThan(radius * 0.24);
        expect(wider.radius).toBeLessThan(radius * 1.76 + 0.02);
        const rim = {
          lat: at.lat + ((radius * 0.999) / 111_195.08) * Math.cos(bearing),
          lng: at.lng + ((radius * 0.999) / 111_195.08 / Math.cos((at.lat * Math.PI) / 180)) * Math.sin(bearing),
        };
        if (Math.abs(at.lat) < 60) expect(isIn(rim, [{ ...wider, radius: wider.radius * 1.002 }])).toBe(true);
      },
    ),
  );
  const centres = [1, 2, 3].map((n) => shifted({ lat: 48, lng: 2, radius: 500 }, Buffer.alloc(32, n)).lat);
  expect(new Set(centres).size).toBe(3);
});

test.each([
  ["the offset beside a date", ["2019:07:04 12:34:56", "789", "+02:00"], "2019-07-04T10:34:56.789Z"],
  ["XMP's own", ["2019-07-04T12:34:56.5-03:30"], "2019-07-04T16:04:56.500Z"],
  ["XMP without seconds", ["2019-07-04T12:34Z"], "2019-07-04T12:34:00.000Z"],
  ["IPTC's", ["20190704 123456+0200"], "2019-07-04T10:34:56.000Z"],
  ["an offset without a colon or minutes", ["2019:07:04 12:00:00", "", "-7"], "2019-07-04T19:00:00.000Z"],
  ["a blank offset: the zone, in summer", ["2019:07:04 12:00:00", "", "   :  "], "2019-07-04T11:00:00.000Z"],
  ["no offset: the zone, in winter", ["2019:01:04 12:00:00"], "2019-01-04T12:00:00.000Z"],
  ["an hour that the zone leaves out", ["2019:03:31 01:30:00"], "2019-03-31T01:30:00.000Z"],
  ["an hour that the zone has twice", ["2019:10:27 01:30:00"], "2019-10-27T00:30:00.000Z"],
])("a date is read with %s", (_, [text, subseconds, offset], expected) => {
  const clock = clockTime(text, subseconds, offset);
  const at = takenAt(
    { clocks: clock ? [clock] : [], gps: undefined },
    { zone: "Europe/London", now: Date.UTC(2026, 0), modified: 0 },
    () => {},
  );
  expect(new Date(at).toISOString()).toBe(expected);
});

test.each(["", "0000:00:00 00:00:00", "    :  :     :  :  ", "yesterday"])("%j is no date", (text) => {
  expect(clockTime(text)).toBeUndefined();
});

test("the time of the satellites rules over a date without a zone, not over one with", () => {
  const [now, gps] = [Date.UTC(2026, 0), Date.UTC(2019, 6, 4, 9)];
  const at = (offset: string | undefined) =>
    takenAt(
      { clocks: [{ clock: "2019-07-04T12:00:00", offset }], gps },
      { zone: "Asia/Tokyo", now, modified: 0 },
      () => {},
    );
  expect(at(undefined)).toBe(gps);
  expect(at("+01:00")).toBe(Date.UTC(2019, 6, 4, 11));
});

test.each([
  [
    "degrees, minutes and seconds",
    fromRationals(
      [
        [48, 1],
        [51, 1],
        [3112, 100],
      ],
      "N",
    ),
    48 + 51 / 60 + 31.12 / 3600,
  ],
  [
    "the south, in small letters",
    fromRationals(
      [
        [33, 1],
        [30, 1],
        [0, 1],
      ],
      "s",
    ),
    -33.5,
  ],
  [
    "60 seconds",
    fromRationals(
      [
        [9, 1],
        [59, 1],
        [60, 1],
      ],
      "W",
    ),
    -10,
  ],
  ["degrees alone", fromRationals([[1_234_567, 10_000]], "E"), 123.4567],
  [
    "no side",
    fromRationals(
      [
        [48, 1],
        [51, 1],
        [0, 1],
      ],
      "",
    ),
    undefined,
  ],
  [
    "nothing over nothing",
    fromRationals(
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      "N",
    ),
    undefined,
  ],
  ["XMP's minutes", fromXmp("33,51.5S"), -(33 + 51.5 / 60)],
  ["XMP's seconds", fromXmp("151,12,45E"), 151 + 12 / 60 + 45 / 3600],
  ["a plain number", fromXmp("-33.85"), -33.85],
])("a coordinate of %s", (_, value, expected) => {
  if (expected === undefined) expect(value).toBeUndefined();
  else expect(value).toBeCloseTo(expected, 9);
});

test("a point at (0, 0), off the globe or with a part missing is none, and is told", () => {
  const said: string[] = [];
  const of = (lat?: number, lng?: number, there = true) => pointOf(lat, lng, there, (what) => said.push(what));
  expect([of(0, 0), of(91, 0), of(0, 181), of(1), of(undefined, undefined, false)]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(said).toHaveLength(4);
  expect([of(0, 1), of(-90, 180)]).toEqual([
    { lat: 0, lng: 1 },
    { lat: -90, lng: 180 },
  ]);
});

test("numbers fit into v1's ids, follow the time, and hold 22 bits of the hash", () => {
  const ones = Buffer.alloc(32, 255);
  const at = Date.UTC(2019, 6, 4);
  expect(BigInt(mediaNumber(at, ones))).toBe((BigInt(at - EPOCH) << 22n) | 0x3f_ffffn);
  expect(BigInt(mediaNumber(at + 1, Buffer.alloc(32)))).toBeGreaterThan(BigInt(mediaNumber(at, ones)));
  for (const time of [-1e15, 0, EPOCH, Date.UTC(2500, 0)]) expect(mediaNumber(time, ones)).toMatch(/^[1-9]\d{0,18}$/);
  expect(BigInt(mediaNumber(Date.UTC(2500, 0), ones))).toBeLessThan(2n ** 63n);
  expect(nextFree("7", new Set(["7", "8", "10"]))).toBe("9");
});

test("keywords and hashtags become tags, each once", () => {
  expect(
    tagsOf(["New York", "SEA", "!", "A|B"], "At the #Sea, #Überall#zwei a&#39; x#y https://z.example/#no"),
  ).toEqual(["newyork", "sea", "ab", "überall"]);
});

test("text that was UTF-8 read as Latin-1 is repaired, and other text stays", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(repaired({ a: [Buffer.from(text).toString("latin1")] })).toEqual({
        a: [text.isWellFormed() ? text : expect.anything()],
      });
    }),
  );
  for (const text of ["plain", "café", "☕ é", "Größe"]) expect(repaired(text)).toBe(text);
});
