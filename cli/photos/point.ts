import type { Point } from "../../src/geo.ts";

/** A number as Exif has it, numerator and denominator. */
export type Rational = readonly [number, number];

const LIMITS = { lat: 90, lng: 180 };

/**
 * Degrees, minutes and seconds, each a fraction, on the side of the globe that `ref` names (N, S, E, W), as signed degrees.
 * 60 seconds count as a minute. Undefined where something is missing: a position without its side would be another one.
 */
export function fromRationals(parts: readonly Rational[] | undefined, ref: string | undefined): number | undefined {
  const side = sideOf(ref);
  if (!parts || parts.length === 0 || !side) return undefined;
  const [degrees = 0, minutes = 0, seconds = 0] = parts.map(([over, under]) => over / under);
  const value = side * (degrees + minutes / 60 + seconds / 3600);
  return Number.isFinite(value) ? value : undefined;
}

/** As XMP writes it: `48,51.53N`, `48,51,32N`, or, against its own rules, `-48.8589`. */
export function fromXmp(text: string | undefined): number | undefined {
  const [, degrees, minutes = "0", seconds = "0", ref] =
    text?.match(/^(\d+),([\d.]+)(?:,([\d.]+))?\s*([NSEW])$/i) ?? [];
  if (degrees !== undefined) {
    return fromRationals(
      [Number(degrees), Number(minutes), Number(seconds)].map((n) => [n, 1] as const),
      ref,
    );
  }
  return text && /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}

function sideOf(ref: string | undefined): 1 | -1 | undefined {
  const letter = ref?.trim().charAt(0).toUpperCase() ?? "";
  if (letter === "N" || letter === "E") return 1;
  return letter === "S" || letter === "W" ? -1 : undefined;
}

/**
 * The two as a point, or null. `remark` hears why one that was there is none: (0, 0) is what devices write that don't
 * know where they are.
 */
export function pointOf(
  lat: number | undefined,
  lng: number | undefined,
  there: boolean,
  remark: (what: string) => void,
): Point | null {
  if (lat === undefined || lng === undefined) {
    if (there) remark("positions that lack a part");
    return null;
  }
  if (Math.abs(lat) > LIMITS.lat || Math.abs(lng) > LIMITS.lng) {
    remark("positions off the globe");
    return null;
  }
  if (lat === 0 && lng === 0) {
    remark("positions of (0, 0)");
    return null;
  }
  return { lat, lng };
}
