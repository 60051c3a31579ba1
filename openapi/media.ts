import * as z from "zod";
import { keys, made } from "./keys.ts";

/** A media as strict schemas: every key, its type, and the order in which keys come. */

const userId = z.string().regex(/^[1-9]\d{0,18}$/);
const seconds = z.string().regex(/^(0|-?[1-9]\d{0,11})$/);
/** How many there are. */
export const total = z.int().min(0);
const SHOWN = 8;

/** Whether the caller has a user; undefined where that is not known. */
export type Viewer = boolean | undefined;

/** A person beside a comment, a like, a caption or a tag: as printed, so only name and id are sure. */
export const author = keys({
  username: z.string(),
  full_name: z.string().optional(),
  type: z.string().optional(),
  id: userId,
  profile_picture: z.string().optional(),
});

const owner = keys({
  username: z.string(),
  full_name: z.string(),
  profile_picture: z.string(),
  bio: z.string(),
  website: z.string(),
  id: userId,
});

/** A comment, or a caption. */
const comment = keys({ created_time: seconds, text: z.string(), from: author, id: z.string() });

const comments = keys({ data: z.array(comment).max(SHOWN), count: total }).superRefine(({ data, count }, context) => {
  const times = data.map(({ created_time }) => Number(created_time));
  if (times.some((time, i) => i > 0 && time < (times[i - 1] ?? time))) context.addIssue("not oldest first");
  if (count < data.length) context.addIssue("fewer counted than shown");
});

const likes = keys({ count: total, data: z.array(author).max(SHOWN) }).superRefine(({ data, count }, context) => {
  if (count < data.length) context.addIssue("fewer counted than shown");
  if (new Set(data.map(({ id }) => id)).size < data.length) context.addIssue("someone likes twice");
});

// An import takes whatever URL a record has; those of this site come whole.
const address = z.string().refine((url) => !/^\/[^/]/.test(url));

const file = keys({ url: address, width: z.int().min(0), height: z.int().min(0) });

const location = keys({
  latitude: z.number().min(-90).max(90).optional(),
  name: z.string().optional(),
  longitude: z.number().min(-180).max(180).optional(),
  id: z.int().optional(),
}).superRefine((place, context) => {
  if ((place.latitude === undefined) !== (place.longitude === undefined)) context.addIssue("half a point");
  if (place.id === undefined && place.latitude === undefined) context.addIssue("neither a place nor a point");
  if (place.id === undefined && place.name !== undefined) context.addIssue("a name without an id");
});

/** A media. `distance` is there in search only, `user_has_liked` where the caller has a user only, which may be open. */
const mediaShape = (isFound: boolean, viewer: Viewer) =>
  keys({
    ...(isFound && { distance: z.number().min(0).max(5000) }),
    type: z.enum(["image", "video"]),
    users_in_photo: z.array(keys({ user: author, position: keys({ x: z.number(), y: z.number() }) })),
    filter: z.string().nullable(),
    tags: z.array(z.string()),
    comments,
    caption: comment.nullable(),
    likes,
    link: address.nullable(),
    user: owner,
    created_time: seconds,
    images: keys({ low_resolution: file, thumbnail: file, standard_resolution: file }),
    videos: keys({
      low_bandwidth: file.optional(),
      low_resolution: file.optional(),
      standard_resolution: file,
    }).optional(),
    id: z.string().regex(/^[1-9]\d{0,18}(_[1-9]\d{0,18})?$/),
    location: location.nullable(),
    ...(viewer === true && { user_has_liked: z.boolean() }),
    ...(viewer === undefined && { user_has_liked: z.boolean().optional() }),
  }).superRefine(({ type, videos, id, user }, context) => {
    if ((type === "video") !== (videos !== undefined)) context.addIssue("videos go with type video, and with no other");
    if (id.includes("_") && !id.endsWith(`_${user.id}`)) context.addIssue("the id ends in another than the owner");
  });

/** A media by itself, and in the popular list. */
export const media = made((viewer: Viewer) => mediaShape(false, viewer));

/** A media in the answer of a search. */
export const found = made((viewer: Viewer) => mediaShape(true, viewer));

/** What answers are made of, by name. */
export const PARTS: Record<string, z.ZodType> = {
  ...{ Author: author, User: owner, Comment: comment, File: file, Location: location },
  ...{ Media: media(undefined), MediaAtDistance: found(undefined) },
};
