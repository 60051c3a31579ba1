import type { Point } from "../../src/geo.ts";
import { CommandError } from "../command.ts";
import { type Hole, isIn, shifted, snapped } from "./fuzz.ts";
import { isZone } from "./time.ts";

/** The options of `darkroom import` that are for pictures, as they were typed. */
export interface PhotoOptions {
  user?: string;
  timezone?: string;
  fuzz?: string;
  stripNear: string[];
  dryRun: boolean;
}

/** Throws where an option is given that v1 JSON does not follow: nobody must believe that its positions were blurred. */
export function refuseForDocuments({ user, timezone, fuzz, stripNear }: PhotoOptions, document: string): void {
  const given = { user, timezone, fuzz, "strip-near": stripNear[0] };
  const [name] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (name) throw new CommandError(`--${name} is for pictures, and ${document} is taken for v1 JSON: import it alone.`);
}

/** The zone that was named; without, this machine's. */
export function zoneOf({ timezone }: PhotoOptions): string {
  if (timezone === undefined) return Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (isZone(timezone)) return timezone;
  throw new CommandError(`--timezone is ${timezone}; allowed: a zone as Europe/Paris, or an offset as +02:00`);
}

const METRES = /^(\d+(?:\.\d+)?)\s*(m|km)?$/;

function metresOf(text: string, most: number): number | undefined {
  const [, number, unit] = text.trim().match(METRES) ?? [];
  const metres = Number(number) * (unit === "km" ? 1000 : 1);
  return metres > 0 && metres <= most ? metres : undefined;
}

/** The side of the squares that positions are snapped to, metres; undefined where they aren't. */
export function fuzzOf({ fuzz }: PhotoOptions): number | undefined {
  if (fuzz === undefined) return undefined;
  const metres = metresOf(fuzz, 100_000);
  if (metres === undefined) throw new CommandError(`--fuzz is ${fuzz}; allowed: metres up to 100000, as 200 or 200m`);
  return metres;
}

/** The circles that positions are taken out of, as they were named. */
export function holesOf({ stripNear }: PhotoOptions): Hole[] {
  return stripNear.map((text) => {
    const [lat = "", lng = "", radius = "", ...more] = text.split(",").map((part) => part.trim());
    const metres = metresOf(radius, 100_000);
    const isPoint = /^-?\d+(\.\d+)?$/.test(lat) && /^-?\d+(\.\d+)?$/.test(lng);
    if (!isPoint || Math.abs(Number(lat)) > 90 || Math.abs(Number(lng)) > 180 || !metres || more.length > 0) {
      const allowed = "latitude,longitude,metres up to 100000, as 48.8584,2.2945,500m";
      throw new CommandError(`--strip-near is ${text}; allowed: ${allowed}`);
    }
    return { lat: Number(lat), lng: Number(lng), radius: metres };
  });
}

/** What is kept of a position: nothing in the holes, the middle of its square where `fuzz` (metres) is given. */
export function placing(holes: Hole[], secret: Buffer, fuzz: number | undefined): (point: Point) => Point | null {
  const wider = holes.map((hole) => shifted(hole, secret));
  return (point) => {
    if (isIn(point, wider)) return null;
    return fuzz === undefined ? point : snapped(point, fuzz);
  };
}
