import { people } from "./people.ts";
import { author, captionOf, filesOf, filterOf, owner, type Shot, tagsOf, whereOf } from "./photo.ts";
import { type Place, places } from "./places.ts";
import { type Random, seeded } from "./random.ts";
import { commentsOf, likesOf, peopleOn } from "./reactions.ts";
import type { V1Media } from "./v1.ts";

export type { V1Media };

const HOUR = 3600;
const DAY = 24 * HOUR;

/** The seed of everything that is chosen. */
const SEED = 2013;

/**
 * Some 400 photos and videos of invented people around real places, oldest first, the same at every call but for their
 * times: these are dated back from `now` (integer Unix seconds), because a search looks at the last days only and a
 * demo with fixed dates would be empty after a week. Nothing is older than 7 days or later than `now`.
 */
export function demoCollection(now: number): V1Media[] {
  const random = seeded(SEED);
  const shots = places.flatMap((place) => Array.from({ length: place.photos }, () => shoot(place, random)));
  const used = new Set<string>();
  const newId = counter(612_480_733_915_204_118n, 7_919_003_117n);
  const newMediaId = counter(850_317_204_668_391_405n, 1_204_119_738_264_871n);
  return shots.sort((a, b) => b.age - a.age).map((shot) => develop(shot, newMediaId(), { now, newId, used, random }));
}

function shoot(place: Place, random: Random): Shot {
  const venue = random.pick(place.venues);
  const residents = people.filter(({ username }) => place.residents.includes(username));
  const by = random.pick(random.chance(0.68) ? residents : people);
  return { age: ageOf(random), by, place, venue, picture: random.pick(venue.pictures) };
}

/** Seconds before now: a few within the last hour, most within 5 days, some within 7. */
function ageOf(random: Random): number {
  const kind = random.next();
  if (kind < 0.03) return random.whole(40, HOUR - 60);
  return kind < 0.87 ? random.whole(HOUR, 5 * DAY) : random.whole(5 * DAY, 7 * DAY - HOUR);
}

interface Desk {
  now: number;
  newId: () => string;
  /** The captions that were written already. */
  used: Set<string>;
  random: Random;
}

function develop(shot: Shot, id: string, { now, newId, used, random }: Desk): V1Media {
  const created_time = String(now - shot.age);
  const { type, ...files } = filesOf(shot, random);
  const tags = tagsOf(shot, random);
  const text = captionOf(shot, tags, used, random);
  return {
    type,
    users_in_photo: peopleOn(shot, random),
    filter: filterOf(random),
    tags,
    comments: commentsOf(shot, now, newId, random),
    caption: text === undefined ? null : { created_time, text, from: author(shot.by), id: newId() },
    likes: likesOf(shot, random),
    user: owner(shot.by),
    created_time,
    ...files,
    id,
    ...whereOf(shot, random),
  };
}

/** Ids beyond 2^53, as texts: `first` and on, `step` apart. */
function counter(first: bigint, step: bigint): () => string {
  let last = first - step;
  return () => {
    last += step;
    return String(last);
  };
}
