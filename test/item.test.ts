import { expect, test } from "vitest";
import { author, comment, counted, person, put, record, shown } from "./makers.ts";

/** What a photo shows. */

/** Imports a record and fetches it. */
async function made(over: Record<string, unknown>) {
  const photo = record(over);
  await put(photo);
  return shown(photo.id);
}

test("everything that v1 printed of a photo comes back as it was", async () => {
  const user = person({ bio: "Films, mostly.", website: "https://ada.example" });
  const photo = record({
    user,
    users_in_photo: [
      { user: author(), position: { x: 0.315, y: 0.9111 } },
      { user: author(), position: { x: 0, y: 1 } },
    ],
    filter: "X-Pro II",
    tags: ["sea", "dusk", "ハート"],
    comments: counted([comment({ text: "a ♥ <b>&'\"\\ \u2028 😀" })]),
    caption: { created_time: "1400000123", text: "#sea", from: { ...author(user), full_name: "" }, id: "26329105" },
    likes: counted([author()], 35),
    link: "http://instagr.am/p/BV5v_/",
    location: { latitude: 37.780885099999999, name: "Quay 7", longitude: -122.3948632, id: 514276 },
  });
  await put(photo);
  expect(await shown(photo.id)).toEqual(photo);
});

test("of 30 comments the newest 8 are shown, oldest first, and all are counted", async () => {
  const comments = Array.from({ length: 30 }, (_, i) => comment({ created_time: String(1400000000 + i * 60) }));
  const { data, count } = (await made({ comments: counted(comments) })).comments;
  expect(data).toEqual(comments.slice(-8));
  expect(count).toBe(30);
});

test("comments of one second stay in the order in which they were listed", async () => {
  const comments = Array.from({ length: 10 }, () => comment());
  expect((await made({ comments: counted(comments) })).comments.data).toEqual(comments.slice(-8));
});

test("comments that a record lists newest first are shown oldest first", async () => {
  const comments = [300, 200, 100].map((n) => comment({ created_time: String(1400000000 + n) }));
  expect((await made({ comments: counted(comments) })).comments.data).toEqual(comments.toReversed());
});

test("of 12 likers the first 8 listed are shown, in that order", async () => {
  const likers = Array.from({ length: 12 }, () => author());
  const { likes } = await made({ likes: counted(likers, 40) });
  expect(likes).toEqual({ count: 40, data: likers.slice(0, 8) });
});

test("totals are those that v1 counted, not those that it listed", async () => {
  const { comments, likes } = await made({
    comments: counted([comment()], 384),
    likes: counted([author(), author(), author(), author()], 79_623),
  });
  expect(comments.count).toBe(384);
  expect(likes.count).toBe(79_623);
});

test("totals without a list are shown with an empty one", async () => {
  const { comments, likes } = await made({ comments: { count: 5 }, likes: { count: 7 } });
  expect(comments).toEqual({ data: [], count: 5 });
  expect(likes).toEqual({ count: 7, data: [] });
});

test("one person is printed under each name that they had", async () => {
  const mira = author(person({ username: "mira" }));
  const { user, comments, likes } = await made({
    user: person({ id: mira.id, username: "mira", full_name: "Mira Maple" }),
    comments: counted([comment({ from: { ...mira, full_name: "Mira M." } })]),
    likes: counted([{ ...mira, full_name: "M" }]),
  });
  expect(user.full_name).toBe("Mira Maple");
  expect(comments.data[0].from.full_name).toBe("Mira M.");
  expect(likes.data[0].full_name).toBe("M");
});

test("an owner of whom only the name is known has blanks for the rest", async () => {
  const { id } = person();
  const { user } = await made({ user: { username: "bo", id } });
  expect(user).toEqual({ username: "bo", full_name: "", profile_picture: "", bio: "", website: "", id });
});

test("a link is derived from the id where the record has none, and else given as it came", async () => {
  const { link: _, ...photo } = { ...record({ id: "777" }), link: undefined };
  await put(photo);
  expect((await shown("777")).link).toBe("https://darkroom.example/p/MJ/");
  expect((await made({ link: "https://instagram.com/p/GZvcXoEWRGt/" })).link).toBe(
    "https://instagram.com/p/GZvcXoEWRGt/",
  );
  expect((await made({ link: null })).link).toBe(null);
});

const PLACES: [what: string, given: unknown, expected: unknown][] = [
  ["no location", null, null],
  ["an empty location", {}, null],
  ["a point", { latitude: -33.5, longitude: 151.25 }, { latitude: -33.5, longitude: 151.25 }],
  ["the point 0, 0", { latitude: 0, longitude: 0 }, { latitude: 0, longitude: 0 }],
  [
    "a place",
    { latitude: 1, name: "Pier 4", longitude: 2, id: 41 },
    { latitude: 1, name: "Pier 4", longitude: 2, id: 41 },
  ],
  ["a place without coordinates", { name: "Pier 5", id: 42 }, { name: "Pier 5", id: 42 }],
  [
    "a place whose id is a text",
    { latitude: 1, name: "Pier 6", longitude: 2, id: "43" },
    { latitude: 1, name: "Pier 6", longitude: 2, id: 43 },
  ],
  [
    "a place with a long id",
    { latitude: 1, name: "Pier 7", longitude: 2, id: 999999999999999 },
    { latitude: 1, name: "Pier 7", longitude: 2, id: 999999999999999 },
  ],
];

test.each(PLACES)("a record with %s shows it", async (_, given, expected) => {
  expect((await made({ location: given })).location).toEqual(expected);
});

test("a photo's own point is not shown as its location", async () => {
  expect((await made({ latitude: 10.5, longitude: 20.5 })).location).toBe(null);
});

test("a video has its files beside its poster", async () => {
  const file = (name: string, px: number) => ({ url: `https://pictures.example/${name}.mp4`, width: px, height: px });
  const three = { low_bandwidth: file("a", 480), low_resolution: file("b", 480), standard_resolution: file("c", 640) };
  const { low_bandwidth: _, ...two } = three;
  expect((await made({ type: "video", videos: three })).videos).toEqual(three);
  expect((await made({ type: "video", videos: two })).videos).toEqual(two);
});
