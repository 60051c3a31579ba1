import { hash } from "node:crypto";
import type * as z from "zod";
import { type MediaId, splitMediaId } from "../../src/media/id.ts";
import { KEPT_KEYS, tellExtraKeys } from "./keys.ts";
import { type Author, author, type Liker, type Owner, record } from "./record.ts";

export interface Place {
  id: number;
  name: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** A media ready to be stored. `row` has the JSON and plain columns of `media` that come from the file itself. */
export interface Photo {
  id: string;
  owner: Owner;
  createdTime: number;
  /** Unix seconds; where popular is to count it as of another time. */
  rankedTime?: number;
  point: { lat: number; lng: number } | null;
  place: Place | null;
  row: {
    suffixed: boolean;
    type: "image" | "video";
    filter: string | null;
    caption: object | null;
    tags: string[];
    users_in_photo: { user: Author }[];
    images: object;
    videos: object | null;
    link: string | null;
    point_shown: boolean;
  };
  /** Totals as counted by v1, at least as many as are listed. */
  likesCount: number;
  commentsCount: number;
  /** Of its JSON text: roughly what storing it takes. */
  characters: number;
  /** Equal for equal photos. */
  digest: string;
  likes: Liker[];
  comments: { id: string; created_time: number; text: string; from: Author }[];
}

/**
 * A record as a `Photo`, or the reason why it can't be taken. `notKept` is called with the path of each key that is not
 * stored, and with what was changed on the way in.
 */
export function toPhoto(value: unknown, notKept: (what: string) => void): Photo | { refused: string } {
  let photo = parsed(value, notKept);
  let text = JSON.stringify(photo);
  // SQLite ends a text at U+0000, and half a surrogate pair is no UTF-8. (A text that only spells them is unharmed.)
  if (/\\u0000|\\ud[89a-f]/.test(text)) {
    photo = parsed(cleaned(value, notKept), () => {});
    text = JSON.stringify(photo);
  }
  if ("refused" in photo) return photo;
  const long = text.length * 3 > MOST_BYTES ? tooLong(photo) : undefined;
  if (long) return { refused: `${long}: is over ${MOST_BYTES} bytes` };
  return { ...photo, characters: text.length, digest: hash("sha256", text, "base64url") };
}

function parsed(
  value: unknown,
  notKept: (what: string) => void,
): Omit<Photo, "digest" | "characters"> | { refused: string } {
  const result = record.safeParse(value);
  if (!result.success) return { refused: reason(result.error) };
  const given = result.data;
  const { number, owner } = splitMediaId(given.id) as MediaId;
  if (owner !== undefined && owner !== given.user.id) {
    return { refused: `id: ends in ${owner}, but user.id is ${given.user.id}` };
  }
  const likes = given.likes?.data ?? [];
  const comments = given.comments?.data ?? [];
  const twice = repeated(likes) ? "likes" : repeated(comments) ? "comments" : undefined;
  if (twice) return { refused: `${twice}.data: has the same id twice` };

  tellExtraKeys(KEPT_KEYS, value, "", notKept);
  if (given.type === "image" && given.videos) notKept("videos (of an image)");
  if ((given.likes?.count ?? Infinity) < likes.length) notKept("likes.count (below its own list)");
  if ((given.comments?.count ?? Infinity) < comments.length) notKept("comments.count (below its own list)");
  const { location } = given;
  const place =
    location && typeof location.id === "number"
      ? ({ name: null, latitude: null, longitude: null, ...location } as Place)
      : null;
  const shown = pointOf(location);
  if (location && !place) {
    if (!shown) notKept(Object.keys(location).length === 0 ? "location {}" : "location (without an id or a point)");
    else if (location.name != null) notKept("location.name (without an id)");
  }
  return {
    id: number,
    owner: given.user,
    createdTime: given.created_time,
    ...(typeof given.ranked_time === "number" && { rankedTime: given.ranked_time }),
    // The photo's own point, unless it is the one shown as its location.
    point: place ? (pointOf(given) ?? shown) : (shown ?? pointOf(given)),
    place,
    row: {
      suffixed: owner !== undefined,
      type: given.type,
      filter: given.filter ?? null,
      caption: given.caption
        ? {
            created_time: String(given.caption.created_time ?? given.created_time),
            text: given.caption.text,
            from: given.caption.from ?? author.parse(given.user),
            id: given.caption.id ?? number,
          }
        : null,
      tags: given.tags ?? [],
      users_in_photo: given.users_in_photo ?? [],
      images: given.images,
      videos: given.type === "video" ? (given.videos ?? null) : null,
      link: given.link === undefined ? "" : given.link,
      point_shown: !place && shown !== null,
    },
    likesCount: Math.max(given.likes?.count ?? 0, likes.length),
    commentsCount: Math.max(given.comments?.count ?? 0, comments.length),
    likes,
    comments,
  };
}

function pointOf(
  at: { latitude?: number | null | undefined; longitude?: number | null | undefined } | null | undefined,
) {
  return typeof at?.latitude === "number" && typeof at.longitude === "number"
    ? { lat: at.latitude, lng: at.longitude }
    : null;
}

// A row in D1 ends at 2 MB, and so does the text that it is bound in.
const MOST_BYTES = 1_500_000;

function tooLong({ row, owner, comments, likes, place }: Omit<Photo, "digest" | "characters">): string | undefined {
  const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
  if (bytes(row) + bytes(owner) + bytes(place) > MOST_BYTES) return "record";
  if (comments.some((comment) => bytes(comment) > MOST_BYTES)) return "comments.data";
  return likes.some((like) => bytes(like) > MOST_BYTES) ? "likes.data" : undefined;
}

function cleaned(value: unknown, notKept: (what: string) => void): unknown {
  if (typeof value === "string") {
    if (value.includes("\0")) notKept("U+0000 in a text (taken out)");
    if (!value.isWellFormed()) notKept("half a surrogate pair in a text (now U+FFFD)");
    return value.replaceAll("\0", "").toWellFormed();
  }
  if (Array.isArray(value)) return value.map((element) => cleaned(element, notKept));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleaned(inner, notKept)]));
}

const repeated = (list: { id: string }[]) => new Set(list.map(({ id }) => id)).size < list.length;

/** What is wrong with a record, in one line. */
export function reason(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "record"}: ${issue.message}`).join("; ");
}
