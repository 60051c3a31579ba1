import * as z from "zod";
import { splitMediaId } from "../../src/media/id.ts";

/** v1 media as files have it, in the variants that v1 answered with from 2011 to 2016. Everything else is refused. */

const known = z.string().nullish();

/** An id, given as a text or as a number that JSON can carry exactly. */
const anyId = z.union([z.string(), z.int().transform(String)], {
  error: "is not an id (as a text, or an exact number)",
});

const userId = anyId.refine((id) => /^[1-9]\d{0,18}$/.test(id), { error: "is not a user id (1 to 19 digits)" });

const seconds = z
  .union([z.string().regex(/^-?\d{1,12}$/), z.int()], { error: "is not Unix seconds" })
  .transform(Number)
  .refine((value) => Math.abs(value) <= 1e11, { error: "is too large for Unix seconds" });

const total = z.int().min(0).nullish();

/** A person as printed beside a comment, a like, a caption or a tag on a picture; kept in these keys and this order. */
export const author = z.object({
  username: z.string(),
  full_name: known,
  type: known,
  id: userId,
  profile_picture: known,
});

/** The owner of a photo. */
const owner = z.object({ ...author.omit({ type: true }).shape, bio: known, website: known });

// Likes of v1 have no time; those of an export do.
const liker = z.object({
  ...author.shape,
  created_time: seconds.refine((value) => value >= 0, { error: "is before 1970" }).nullish(),
});

const comment = z.object({ created_time: seconds, text: z.string(), from: author, id: anyId });

const caption = z.object({
  created_time: seconds.nullish(),
  text: z.string(),
  from: author.nullish(),
  id: anyId.nullish(),
});

const file = z.object({ url: z.string(), width: z.int().min(0), height: z.int().min(0) });

const latitude = z.number().min(-90).max(90).nullish();
const longitude = z.number().min(-180).max(180).nullish();

const location = z.object({
  latitude,
  name: known,
  longitude,
  id: z
    .union([
      z.int(),
      z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
    ])
    .nullish(),
});

export const record = z.object({
  type: z.enum(["image", "video"]).default("image"),
  users_in_photo: z.array(z.object({ user: author, position: z.object({ x: z.number(), y: z.number() }) })).nullish(),
  filter: known,
  tags: z.array(z.string()).nullish(),
  comments: z.object({ data: z.array(comment).nullish(), count: total }).nullish(),
  caption: caption.nullish(),
  likes: z.object({ count: total, data: z.array(liker).nullish() }).nullish(),
  link: known,
  user: owner,
  created_time: seconds,
  ranked_time: seconds.nullish(),
  images: z.object({ low_resolution: file, thumbnail: file, standard_resolution: file }),
  videos: z
    .object({ low_bandwidth: file.optional(), low_resolution: file.optional(), standard_resolution: file })
    .nullish(),
  id: anyId.refine(splitMediaId, {
    error: "is not a media id (1 to 19 digits, or those, _ and the owner's user id)",
  }),
  location: location.nullish(),
  latitude,
  longitude,
});

/** A person for themselves. What is not private here stays as it is stored: no import shows what was hidden. */
export const personAlone = z.object({ ...owner.shape, private: z.boolean().nullish() });

/** A place for itself. */
export const placeAlone = z.object({ id: z.int(), name: known, latitude, longitude });

/** A picture's file: its hash, the number of its photo, and what its objects' names begin with. */
export const fileAlone = z.object({
  hash: z.string().regex(/^[\w-]{43}$/, { error: "is not a SHA-256 in base64url" }),
  media_id: z.string().regex(/^[1-9]\d{0,18}$/, { error: "is not a number of a media" }),
  name: z.string().regex(/^[\w-]{22}$/, { error: "is not the name of a picture's objects" }),
});

export type Author = z.output<typeof author>;
export type Liker = z.output<typeof liker>;
export type Owner = z.output<typeof owner>;
