import * as z from "zod";
import { keys, made } from "./keys.ts";
import { author, found, media, total, type Viewer } from "./media.ts";

/** The answers as strict schemas. */

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
