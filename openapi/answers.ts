import * as z from "zod";

/** The answers as strict schemas: every key, its type, and the order in which keys come. */

/** An object with these keys and no others, in this order. Optional ones may be left out. */
function keys<const Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  const inOrder = z.unknown().superRefine((value, context) => {
    if (typeof value !== "object" || value === null) return;
    const given = Object.keys(value).filter((key) => known.includes(key));
    const ordered = known.filter((key) => given.includes(key));
    if (given.join() !== ordered.join()) {
      context.addIssue({ code: "custom", message: `keys come as ${given.join()}, not ${ordered.join()}` });
    }
  });
  return inOrder.pipe(z.strictObject(shape));
}

const userId = z.string().regex(/^[1-9]\d{0,18}$/);
const seconds = z.string().regex(/^(0|-?[1-9]\d{0,11})$/);
const total = z.int().min(0);
const SHOWN = 8;

/** Whether the caller has a user; undefined where that is not known. */
type Viewer = boolean | undefined;

/** A person beside a comment, a like, a caption or a tag: as printed, so only name and id are sure. */
const author = keys({
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

const file = keys({ url: z.url(), width: z.int().min(0), height: z.int().min(0) });

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

// Schemas take longer to make than to use.
function made<Asked, Shape>(make: (asked: Asked) => Shape): (asked: Asked) => Shape {
  const kept = new Map<Asked, Shape>();
  return (asked) => {
    const shape = kept.get(asked) ?? make(asked);
    kept.set(asked, shape);
    return shape;
  };
}

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
    link: z.url().nullable(),
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
const media = made((viewer: Viewer) => mediaShape(false, viewer));
const found = made((viewer: Viewer) => mediaShape(true, viewer));

const meta = keys({ code: z.literal(200) });

/** The answer to a request for one media, for callers with a user or without. */
export const oneMedia = made((viewer: Viewer) => keys({ meta, data: media(viewer) }));

/** The answer of the popular list. */
export const popularMedia = made((viewer: Viewer) => keys({ meta, data: z.array(media(viewer)).max(100) }));

/** The answer to a like, given or taken back. */
export const done = keys({ meta, data: z.null() });

/** The answer of a list of likers. */
export const likers = keys({
  pagination: keys({ next_url: z.url() }).optional(),
  meta,
  data: z.array(author).max(100),
}).superRefine(({ data }, context) => {
  if (new Set(data.map(({ id }) => id)).size < data.length) context.addIssue("someone likes twice");
});

/** The answer of a search. Only a page with another one after it has `pagination`. */
export const foundMedia = made((viewer: Viewer) =>
  keys({
    pagination: keys({ next_url: z.url() }).optional(),
    meta,
    data: z.array(found(viewer)).max(100),
  }),
);

/** An oEmbed answer of type photo, with v1's keys. The digits of `author_id` are more than a number here keeps. */
export const oembed = keys({
  provider_url: z.url(),
  media_id: z.string().regex(/^[1-9]\d{0,18}_[1-9]\d{0,18}$/),
  title: z.string(),
  url: z.url(),
  author_name: z.string(),
  height: total,
  width: total,
  version: z.literal("1.0"),
  author_url: z.url(),
  author_id: z.number().meta({ type: "integer" }),
  type: z.literal("photo"),
  provider_name: z.literal("Darkroom"),
});

/** What answers are made of, by name. */
export const PARTS: Record<string, z.ZodType> = {
  ...{ Author: author, User: owner, Comment: comment, File: file, Location: location },
  ...{ Media: media(undefined), MediaAtDistance: found(undefined) },
};

const errorType = z.enum([
  "OAuthParameterException",
  "OAuthAccessTokenException",
  "OAuthForbiddenException",
  "OAuthPermissionsException",
  "OAuthRateLimitException",
  "APINotFoundError",
  "APINotAllowedError",
  "APIInvalidParametersError",
  "APIError",
]);

/** The answer to a request that is refused with this status. Some have what is in `meta` beside it too. */
export const refusal = made((status: number) => {
  const inside = { error_type: errorType, code: z.literal(status), error_message: z.string().min(1) };
  return keys({ meta: keys(inside), ...([403, 429].includes(status) && inside) });
});
