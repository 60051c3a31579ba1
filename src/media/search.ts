import * as z from "zod";
import { cover } from "../cover.ts";
import { invalidParameter } from "../errors.ts";
import { type Box, boundingBox, type Point } from "../geo.ts";
import { coordinate, count, distance, text, timestamp } from "../params.ts";
import { decodeCursor } from "./cursor.ts";

const DAY = 86_400;
const DEFAULT_SPAN = 5 * DAY;
const LONGEST_SPAN = 7 * DAY;

/** The query parameters of `/v1/media/search`. */
export const searchParams = z.object({
  lat: coordinate("lat", 90),
  lng: coordinate("lng", 180),
  distance,
  min_timestamp: timestamp("min_timestamp"),
  max_timestamp: timestamp("max_timestamp"),
  count: count(20),
  cursor: text("cursor", 200),
});

/** A search made exact: the newest `count` photos within `radius` metres of `centre`, taken after `min`, before `max`. */
export interface Search {
  centre: Point;
  /** Metres. */
  radius: number;
  /** Holds the circle. */
  box: Box;
  /** Grid cells that hold the circle, see `cover`. */
  cells: number[];
  /** Unix seconds, both exclusive. */
  min: number;
  max: number;
  count: number;
  /** Where the page begins: what comes before it in time, or at the same second has a lower pk. */
  upTo: { time: number; pk: number };
  /** What a cursor is bound to. */
  question: string;
  bookmark: string;
}

/**
 * What the parameters ask for at `now` (Unix seconds): the last 5 days, or the 5 days before `max_timestamp`, unless
 * `min_timestamp` says otherwise. Throws where the window is empty or longer than 7 days.
 */
export function searchOf(params: z.output<typeof searchParams>, now: number): Search {
  const { lat, lng, distance, min_timestamp, max_timestamp, count } = params;
  const question = ["search", lat, lng, distance, min_timestamp, max_timestamp].join();
  const cursor = params.cursor === undefined ? undefined : decodeCursor(params.cursor, question);
  const [max = Math.min(max_timestamp ?? now, now), time = max, pk = 0] = cursor?.place ?? [];
  const min = min_timestamp ?? max - DEFAULT_SPAN;
  if (min >= max) {
    throw invalidParameter(
      `min_timestamp is ${min}, max_timestamp ${max}; allowed: min_timestamp before max_timestamp`,
    );
  }
  if (max - min > LONGEST_SPAN) {
    throw invalidParameter(
      `min_timestamp ${min} to max_timestamp ${max} is ${max - min} seconds; allowed: up to ${LONGEST_SPAN} (7 days)`,
    );
  }
  const centre = { lat, lng };
  return {
    centre,
    radius: distance,
    box: boundingBox(centre, distance),
    cells: cover(centre, distance),
    min,
    max,
    count,
    upTo: { time, pk },
    question,
    bookmark: cursor?.bookmark ?? "",
  };
}
