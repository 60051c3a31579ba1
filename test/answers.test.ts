import { expect, test } from "vitest";
import { foundMedia, oneMedia, refusal } from "../openapi/answers.ts";

/** The schemas are the ruler of the whole suite: here they are held against answers that they must not let pass. */

const file = { url: "https://pictures.example/1.jpg", width: 1, height: 1 };
const ada = { username: "ada", full_name: "Ada Alder", id: "7", profile_picture: "" };
const said = { created_time: "1400000000", text: "so", from: ada, id: "1" };
const media = {
  type: "video",
  users_in_photo: [{ user: ada, position: { x: 0.5, y: 0.25 } }],
  filter: null,
  tags: ["sea"],
  comments: { data: [said], count: 3 },
  caption: { ...said, from: { username: "ada", full_name: "", type: "user", id: "7" } },
  likes: { count: 9, data: [ada] },
  link: null,
  user: { username: "ada", full_name: "Ada Alder", profile_picture: "", bio: "", website: "", id: "7" },
  created_time: "1400000000",
  images: { low_resolution: file, thumbnail: file, standard_resolution: file },
  videos: { low_resolution: file, standard_resolution: file },
  id: "3_7",
  location: { latitude: 1, name: "Quay", longitude: 2, id: 5 },
};
const one = (over: object) => oneMedia(false).safeParse({ meta: { code: 200 }, data: { ...media, ...over } }).success;
const without = (key: keyof typeof media) => Object.fromEntries(Object.entries(media).filter(([name]) => name !== key));

test("a media as v1 has it passes", () => {
  expect(one({})).toBe(true);
  expect(one({ location: { latitude: 1, longitude: 2 } })).toBe(true);
  expect(one({ location: { name: "Quay", id: 5 } })).toBe(true);
});

const WRONG: [what: string, over: object][] = [
  ["an id that is a number", { id: 3 }],
  ["an id that ends in another than the owner", { id: "3_8" }],
  ["a time that is a number", { created_time: 1400000000 }],
  ["a time in the caption that is a number", { caption: { ...said, created_time: 1400000000 } }],
  ["an image with a fourth key", { images: { ...media.images, thumbnail: { ...file, size: 1 } } }],
  [
    "an image of this site whose URL is not whole",
    { images: { ...media.images, thumbnail: { ...file, url: "/a.jpg" } } },
  ],
  ["an image that is a URL alone", { images: { ...media.images, thumbnail: file.url } }],
  ["a URL without a host", { images: { ...media.images, thumbnail: { ...file, url: "/1.jpg" } } }],
  ["a link without a host", { link: "/p/D/" }],
  ["a location id that is a text", { location: { ...media.location, id: "5" } }],
  ["an empty location", { location: {} }],
  ["nine comments", { comments: { data: Array(9).fill(said), count: 9 } }],
  ["nine likers", { likes: { count: 9, data: Array.from({ length: 9 }, (_, i) => ({ ...ada, id: String(i + 1) })) } }],
  ["a liker twice", { likes: { count: 2, data: [ada, ada] } }],
  ["more comments than are counted", { comments: { data: [said], count: 0 } }],
  ["comments newest first", { comments: { data: [said, { ...said, created_time: "1" }], count: 2 } }],
  ["likes with their keys the wrong way round", { likes: { data: [], count: 0 } }],
  ["videos on an image", { type: "image" }],
  ["user_has_liked for a caller without a user", { user_has_liked: true }],
  ["an unknown key", { attribution: null }],
  ["an owner without a bio", { user: ada }],
];

test.each(WRONG)("%s does not pass", (_, over) => {
  expect(one(over)).toBe(false);
});

test.each(["type", "caption", "location", "filter", "videos", "tags"] as const)(
  "a video without the key %s does not pass",
  (key) => {
    expect(oneMedia(false).safeParse({ meta: { code: 200 }, data: without(key) }).success).toBe(false);
  },
);

test("keys in another order do not pass, at any depth", () => {
  expect(one({ users_in_photo: [{ position: { x: 0.5, y: 0.25 }, user: ada }] })).toBe(false);
  expect(one({ users_in_photo: [{ user: ada, position: { y: 0.25, x: 0.5 } }] })).toBe(false);
  expect(oneMedia(false).safeParse({ data: media, meta: { code: 200 } }).success).toBe(false);
  const idFirst = Object.assign({ id: media.id }, media);
  expect(oneMedia(false).safeParse({ meta: { code: 200 }, data: idFirst }).success).toBe(false);
});

test("user_has_liked is wanted last, as a boolean, where the caller has a user", () => {
  const asked = (data: object) => oneMedia(true).safeParse({ meta: { code: 200 }, data }).success;
  expect(asked({ ...media, user_has_liked: false })).toBe(true);
  expect(asked({ user_has_liked: false, ...media })).toBe(false);
  expect(asked({ ...media, user_has_liked: 0 })).toBe(false);
  expect(asked(media)).toBe(false);
});

test("distance is wanted first in a search, and nowhere else", () => {
  const found = (data: object) => foundMedia(false).safeParse({ meta: { code: 200 }, data: [data] }).success;
  expect(found({ distance: 41.5, ...media })).toBe(true);
  expect(found({ ...media, distance: 41.5 })).toBe(false);
  expect(found({ distance: "41.5", ...media })).toBe(false);
  expect(found(media)).toBe(false);
  expect(one({ distance: 41.5 })).toBe(false);
});

test("an error has exactly its three keys, and the code of its status", () => {
  const meta = { error_type: "APINotFoundError", code: 400, error_message: "invalid media id" };
  expect(refusal(400).safeParse({ meta }).success).toBe(true);
  expect(refusal(404).safeParse({ meta }).success).toBe(false);
  expect(refusal(400).safeParse({ meta, data: null }).success).toBe(false);
  expect(refusal(400).safeParse({ meta: { ...meta, error_type: "Oops" } }).success).toBe(false);
  expect(refusal(400).safeParse(meta).success).toBe(false);
});
