import { anyway, words } from "./captions.ts";
import type { Language, Person } from "./people.ts";
import type { Picture, Place, Venue } from "./places.ts";
import type { Random } from "./random.ts";
import type { V1Author, V1File, V1Media } from "./v1.ts";

/** What a photo is of, where and by whom. `age` in seconds before now. */
export interface Shot {
  age: number;
  by: Person;
  place: Place;
  venue: Venue;
  picture: Picture;
}

const FILTERS = [
  ...["Normal", "Amaro", "Mayfair", "Rise", "Hudson", "Valencia", "X-Pro II", "Sierra", "Willow", "Lo-fi"],
  ...["Earlybird", "Sutro", "Toaster", "Brannan", "Inkwell", "Walden", "Hefe", "Nashville", "1977", "Kelvin"],
];

/** The drawings that there are films of, as `<name>_v6.mp4` and `_v7.mp4`. */
const FILMED: readonly Picture[] = ["wheel", "balloons", "aurora"];

/** How far a photo lies from the venue it names: metres, one standard deviation. */
const AT_THE_VENUE = 35;

const METRES_PER_DEGREE = 111_195;

const file = (url: string, side: number): V1File => ({ url, width: side, height: side });

/** A person as others see them beside a comment or a like. */
export const author = ({ username, full_name, id, profile_picture }: Person): V1Author => {
  return { username, full_name, id, profile_picture };
};

/** A person as the owner of a photo. */
export const owner = ({ username, full_name, profile_picture, bio, website, id }: Person): V1Media["user"] => {
  return { username, full_name, profile_picture, bio, website, id };
};

export const filterOf = (random: Random) => (random.chance(0.12) ? null : random.pick(FILTERS));

/** `type`, and the files with their addresses on this site. */
export function filesOf({ picture }: Shot, random: Random): Pick<V1Media, "type" | "images" | "videos"> {
  const images = {
    low_resolution: file(`/demo/${picture}_6.jpg`, 306),
    thumbnail: file(`/demo/${picture}_5.jpg`, 150),
    standard_resolution: file(`/demo/${picture}_7.jpg`, 612),
  };
  if (!FILMED.includes(picture) || random.chance(0.6)) return { type: "image", images };
  const videos = {
    low_resolution: file(`/demo/${picture}_v6.mp4`, 306),
    standard_resolution: file(`/demo/${picture}_v7.mp4`, 612),
  };
  return { type: "video", images, videos };
}

/** Tags of the picture and, if it was not taken on an excursion, of the place. */
export function tagsOf({ picture, place, venue }: Shot, random: Random): string[] {
  if (random.chance(0.18)) return [];
  const isNear = Math.abs(venue.latitude - place.latitude) < 0.2;
  return random.some([...new Set([...words[picture].tags, ...(isNear ? place.tags : [])])], random.whole(1, 6));
}

/** What is written under it, or undefined. Nothing is written twice. */
export function captionOf({ by, picture }: Shot, tags: string[], used: Set<string>, random: Random) {
  if (random.chance(0.05)) return undefined;
  const language: Language = random.chance(0.75) ? by.speaks[0] : random.pick(by.speaks);
  const { captions } = words[picture];
  const left = [captions[language], by.speaks.includes("en") ? captions.en : [], anyway[language]].map((texts = []) =>
    texts.filter((text) => !used.has(text)),
  );
  const texts = left.find(({ length }) => length > 0);
  if (!texts) return undefined;
  const text = random.pick(texts);
  used.add(text);
  const hash = random.chance(0.25) ? tags.slice(0, 3).map((tag) => ` #${tag}`) : [];
  return text.includes("#") ? text : text + hash.join("");
}

/** Where it is shown to be, if anywhere, and where it was taken. */
export function whereOf({ place, venue }: Shot, random: Random): Pick<V1Media, "location" | "latitude" | "longitude"> {
  const kind = random.next();
  const point = near(venue, kind < 0.2 ? place.spread : AT_THE_VENUE, random);
  if (kind < 0.04) return { location: null };
  if (kind < 0.08) return { location: null, ...point };
  if (kind < 0.2) return { location: point };
  const { id, name, latitude, longitude } = venue;
  return { location: { latitude, name, longitude, id }, ...point };
}

function near({ latitude, longitude }: Venue, spread: number, random: Random) {
  const north = (random.normal() * spread) / METRES_PER_DEGREE;
  const east = (random.normal() * spread) / (METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180));
  const lng = longitude + east;
  return { latitude: round(latitude + north), longitude: round(lng >= 180 ? lng - 360 : lng < -180 ? lng + 360 : lng) };
}

const round = (degrees: number) => Math.round(degrees * 1e9) / 1e9;
