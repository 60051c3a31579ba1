import * as z from "zod";
import { ENDPOINTS, type Param } from "../console/api/endpoints.ts";
import { oembedParams } from "../src/embeds/oembed.ts";
import { pictureParams } from "../src/embeds/photo.ts";
import { likeParams, likersParams } from "../src/media/likes.ts";
import { searchParams } from "../src/media/search.ts";
import { PICTURE_NAME } from "../src/pictures.ts";
import { popularParams } from "../src/popular.ts";
import { done, foundMedia, likers, oembed, oneMedia, popularMedia } from "./answers.ts";

/** What can be asked: an endpoint in words, with the schemas that check its parameters and describe its answer. */
export interface Operation {
  id: string;
  tag: "media" | "likes" | "embeds";
  title: string;
  method: "GET" | "POST" | "DELETE";
  /** `{name}` is a parameter in it. */
  path: string;
  about: string;
  params: Pick<Param, "name" | "meaning" | "allowed">[];
  /** The schemas of the parameters, by name. */
  shape: z.ZodRawShape;
  /** Who may ask: whoever has a credential, users with a scope, everyone. */
  caller: "known" | "user" | "anyone";
  /** The name and schema of the answer, where it is JSON. */
  answer?: [name: string, schema: z.ZodType];
  /** The answers that are not JSON: their types by status, none for those without a body. */
  others?: Record<number, string[]>;
  /** Statuses of refusals beside those of every operation. */
  refuses?: number[];
}

const id = z.string().regex(/^[1-9]\d{0,18}(_[1-9]\d{0,18})?$/);
const code = z.string().regex(/^[B-Za-z0-9_-][\w-]{0,10}$/);

type Rest = Pick<Operation, "tag" | "shape" | "caller" | "answer">;
const media = (path: z.ZodRawShape, query: z.ZodObject, name: string, answer: z.ZodType): Rest => ({
  ...{ tag: "media", caller: "known", shape: { ...path, ...query.shape }, answer: [name, answer] },
});
const none = z.object({});

/** What the console's forms, which have the words, do not say. */
const API: Record<string, Rest> = {
  search: media({}, searchParams, "FoundMedia", foundMedia(undefined)),
  media: media({ media_id: id }, none, "OneMedia", oneMedia(undefined)),
  shortcode: media({ shortcode: code }, none, "OneMedia", oneMedia(undefined)),
  popular: media({}, popularParams, "PopularMedia", popularMedia(undefined)),
  likers: { ...media({ media_id: id }, likersParams, "Likers", likers), tag: "likes" },
  like: { ...media({ media_id: id }, likeParams, "Done", done), tag: "likes", caller: "user" },
  unlike: { ...media({ media_id: id }, none, "Done", done), tag: "likes", caller: "user" },
};

const FILES = ["image/jpeg", "video/mp4", "video/quicktime"];
const inPath = { name: "code", meaning: "the photo's shortcode", allowed: "A-Z a-z 0-9 - _" };
const EMBEDS: Operation[] = [
  {
    id: "oembed",
    tag: "embeds",
    title: "oEmbed",
    method: "GET",
    path: "/oembed",
    about: "A photo to embed, as oEmbed 1.0 has it, without the envelope.",
    params: [
      {
        name: "url",
        meaning: "the photo's page here, or its link",
        allowed: "up to 2000 characters; it must be given",
      },
      { name: "format", meaning: "of the answer", allowed: "json; any other is answered with 501" },
      { name: "maxwidth", meaning: "pixels", allowed: "1 or more" },
      { name: "maxheight", meaning: "pixels", allowed: "1 or more" },
    ],
    shape: oembedParams.shape,
    caller: "anyone",
    answer: ["Oembed", oembed],
    refuses: [404, 501],
  },
  {
    id: "page",
    tag: "embeds",
    title: "Page",
    method: "GET",
    path: "/p/{code}",
    about: "A page of the photo, for people and for sites that preview links.",
    params: [inPath],
    shape: { code },
    caller: "anyone",
    others: { 200: ["text/html"], 404: ["text/html"] },
  },
  {
    id: "picture",
    tag: "embeds",
    title: "Picture",
    method: "GET",
    path: "/p/{code}/media",
    about: "Leads to the photo's picture.",
    params: [inPath, { name: "size", meaning: "thumbnail, low or standard resolution", allowed: "t, m, l" }],
    shape: { code, ...pictureParams.shape },
    caller: "anyone",
    others: { 302: [] },
    refuses: [404],
  },
  {
    id: "file",
    tag: "embeds",
    title: "File",
    method: "GET",
    path: "/pictures/{name}",
    about: "A picture or video that is stored here, or the part of it that Range asks for. Its bytes never change.",
    params: [{ name: "name", meaning: "as it stands in an answer", allowed: "22 characters and an ending" }],
    shape: { name: z.string().regex(PICTURE_NAME) },
    caller: "anyone",
    others: { 200: FILES, 206: FILES, 304: [], 412: [] },
    refuses: [404, 416],
  },
];

// Clients that are made from the document take names of parameters as names of variables.
const variable = (name: string) => name.replace("media-id", "media_id");
const named = (param: Param) => ({ ...param, name: variable(param.name) });

/** Everything that can be asked. */
export const OPERATIONS: Operation[] = [
  ...ENDPOINTS.map((endpoint) => {
    const rest = API[endpoint.id];
    if (!rest) throw new Error(`${endpoint.id} is a form of the console, and openapi/ does not know it`);
    return { ...endpoint, path: variable(endpoint.path), params: endpoint.params.map(named), ...rest };
  }),
  ...EMBEDS,
];
