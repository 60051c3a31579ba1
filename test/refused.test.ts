import { expect, test } from "vitest";
import { author, client, comment, counted, get, offer, person, put, record, shown } from "./makers.ts";
import { dump } from "./tables.ts";

/** Records that an import does not take, and what it does not keep of those that it takes. */

const without = (key: string) => Object.fromEntries(Object.entries(record()).filter(([name]) => name !== key));
const file = { url: "https://pictures.example/1.jpg", width: 1, height: 1 };
const ada = author();

const BAD: [what: string, value: unknown, reason: RegExp][] = [
  ["nothing", null, /record/],
  ["a text", "3", /record/],
  ["a number", 3, /record/],
  ["a list", [], /record/],
  ["an empty object", {}, /id/],
  ["a response that is an error", { meta: { code: 400, error_type: "APINotFoundError", error_message: "x" } }, /id/],
  ["no id", without("id"), /id/],
  ["an id of 0", record({ id: "0" }), /id/],
  ["an id with letters", record({ id: "3a" }), /id/],
  ["an id of 20 digits", record({ id: "10000000000000000000" }), /id/],
  ["an id that JSON can't carry as a number", record({ id: 2 ** 53 }), /id/],
  ["an id that ends in another than its owner", record({ id: "3_1", user: person({ id: "2" }) }), /id.*1.*2/],
  ["no owner", without("user"), /user/],
  ["an owner without an id", record({ user: { username: "ada" } }), /user\.id/],
  ["an owner without a name", record({ user: { id: "77" } }), /user\.username/],
  ["an owner with an id of letters", record({ user: { username: "ada", id: "ada" } }), /user\.id/],
  ["no time", without("created_time"), /created_time/],
  ["a time in words", record({ created_time: "yesterday" }), /created_time/],
  ["a blank time", record({ created_time: "" }), /created_time/],
  ["a time in milliseconds", record({ created_time: "1400000000000" }), /created_time/],
  ["a time with a fraction", record({ created_time: 1400000000.5 }), /created_time/],
  ["no images", without("images"), /images/],
  ["two images", record({ images: { thumbnail: file, low_resolution: file } }), /images\.standard_resolution/],
  [
    "an image without a size",
    record({ images: { thumbnail: file, low_resolution: file, standard_resolution: { url: "x" } } }),
    /width/,
  ],
  ["an unknown type", record({ type: "carousel" }), /type/],
  ["tags that are not texts", record({ tags: [1] }), /tags\.0/],
  ["a latitude of 91", record({ latitude: 91, longitude: 0 }), /latitude/],
  ["a longitude of -181", record({ location: { latitude: 0, longitude: -181 } }), /location\.longitude/],
  ["a latitude that is a text", record({ location: { latitude: "1", longitude: 2 } }), /location\.latitude/],
  ["a location id of letters", record({ location: { id: "quay", name: "Quay" } }), /location\.id/],
  [
    "a comment without a text",
    record({ comments: counted([{ ...comment(), text: undefined }]) }),
    /comments\.data\.0\.text/,
  ],
  [
    "a comment without an author",
    record({ comments: counted([{ ...comment(), from: null }]) }),
    /comments\.data\.0\.from/,
  ],
  ["a comment twice", record({ comments: counted([comment({ id: "5" }), comment({ id: "5" })]) }), /comments/],
  ["a liker twice", record({ likes: counted([ada, { ...ada, username: "other" }]) }), /likes/],
  ["a total below 0", record({ likes: { count: -1, data: [] } }), /likes\.count/],
  ["a tagged person without a position", record({ users_in_photo: [{ user: ada }] }), /users_in_photo\.0\.position/],
];

test.each(BAD)(
  "a record of %s is refused with its position and the reason, and leaves nothing",
  async (_, value, reason) => {
    const good = record();
    await put(good);
    const before = await dump();
    const { refusals, refused, media, users, comments, likes, tags, places } = await offer([good, value]);
    expect(refusals).toHaveLength(1);
    expect(refused).toBe(1);
    expect(refusals[0]).toMatch(/^\[1\]: /);
    expect(refusals[0]).toMatch(reason);
    for (const kind of [media, users, comments, likes, tags, places])
      expect(kind).toMatchObject({ added: 0, updated: 0 });
    expect(await dump()).toEqual(before);
  },
);

test("records before and after bad ones are taken", async () => {
  const [first, second, third] = [record(), record(), record()];
  const bad = record({ created_time: "soon", user: person() });
  const { refusals, media } = await offer([first, bad, second, null, third]);
  expect(refusals.map((refusal) => refusal.slice(0, 4))).toEqual(["[1]:", "[3]:"]);
  expect(media.added).toBe(3);
  const app = await client();
  for (const { id } of [first, second, third]) expect((await get(`/v1/media/${id}?client_id=${app}`)).status).toBe(200);
  expect((await get(`/v1/media/${bad.id}?client_id=${app}`)).status).toBe(400);
});

test("a record too long for D1, whose rows and texts end at 2 MB, is refused alone", async () => {
  const [first, last] = [record(), record()];
  const long = record({ tags: ["x".repeat(2_500_000)] });
  const wordy = record({ comments: counted([comment({ text: "x".repeat(2_500_000) })]) });
  const { refusals, media } = await offer([first, long, wordy, last]);
  expect(refusals.map((refusal) => refusal.slice(0, 4))).toEqual(["[1]:", "[2]:"]);
  expect(media.added).toBe(2);
  const app = await client();
  expect((await get(`/v1/media/${first.id}?client_id=${app}`)).status).toBe(200);
  expect((await get(`/v1/media/${last.id}?client_id=${app}`)).status).toBe(200);
});

test("keys that are seen and not kept are named with their path and counted", async () => {
  const odd = () =>
    record({
      attribution: null,
      user_has_liked: true,
      distance: 12,
      user: { ...person(), counts: { media: 1 } },
      caption: { created_time: "1400000000", text: "x", from: { ...author(), bio: "Films." }, id: "1" },
      comments: counted([
        { ...comment(), pinned: true },
        { ...comment(), pinned: false },
      ]),
      location: { latitude: 1, name: "Quay", longitude: 2, id: 5, street_address: "1 Quay" },
      images: { thumbnail: { ...file, size: 3 }, low_resolution: file, standard_resolution: file, full: file },
    });
  const { notKept } = await put(odd(), odd(), record());
  expect(notKept).toEqual({
    attribution: 2,
    user_has_liked: 2,
    distance: 2,
    "user.counts": 2,
    "caption.from.bio": 2,
    "comments.data.pinned": 4,
    "location.street_address": 2,
    "images.thumbnail.size": 2,
    "images.full": 2,
  });
});

test("a key named like one of every object's is not kept either, and counted", async () => {
  const photo = JSON.parse(
    `${JSON.stringify(record()).slice(0, -1)},"__proto__":{"type":"video"},"constructor":1,"toString":2}`,
  );
  const { notKept } = await put(photo);
  expect(notKept).toEqual({ ["__proto__"]: 1, constructor: 1, toString: 1 });
  expect((await shown(photo.id)).type).toBe("image");
});

test("an empty location is named as not kept", async () => {
  const { notKept } = await put(record({ location: {} }), record({ location: {} }));
  expect(Object.values(notKept)).toEqual([2]);
  expect(Object.keys(notKept)[0]).toContain("location");
});

test("totals below what is listed are named, and the listed ones counted", async () => {
  const photo = record({ likes: counted([author(), author()], 1), comments: counted([comment(), comment()], 0) });
  const { notKept } = await put(photo);
  expect(Object.keys(notKept).join()).toMatch(/likes\.count.*comments\.count/);
  const { likes, comments } = await shown(photo.id);
  expect([likes.count, comments.count]).toEqual([2, 2]);
});

test("U+0000 is taken out and half a surrogate pair replaced, wherever they stand, and both are named", async () => {
  const user = person({ full_name: "A\0da", bio: "\ud83d" });
  const photo = record({
    user,
    tags: ["\0", "s\0ea", "\ude00"],
    filter: "N\0",
    caption: { created_time: "1400000000", text: "\0\0", from: author(user), id: "1" },
    comments: counted([comment({ text: "be\0fore \ud83d after" })]),
    likes: counted([author(person({ username: "b\0o" }))]),
    location: { latitude: 1, name: "Qu\0ay \udc00", longitude: 2, id: 81 },
  });
  const { notKept } = await put(photo);
  const data = await shown(photo.id);
  expect(data.user).toMatchObject({ full_name: "Ada", bio: "\ufffd" });
  expect(data.tags).toEqual(["", "sea", "\ufffd"]);
  expect(data.filter).toBe("N");
  expect(data.caption.text).toBe("");
  expect(data.caption.from.full_name).toBe("Ada");
  expect(data.comments.data[0].text).toBe("before \ufffd after");
  expect(data.likes.data[0].username).toBe("bo");
  expect(data.location.name).toBe("Quay \ufffd");
  const named = Object.entries(notKept);
  expect(named.find(([what]) => what.includes("U+0000"))?.[1]).toBe(9);
  expect(named.find(([what]) => /surrogate/.test(what))?.[1]).toBe(4);
});

test("a text that only spells an escape, and whole surrogate pairs, stay as they are", async () => {
  const text = "\\u0000 \\ud83d \u{1F600} \u2028 \u007f \ufeff \ufffe \uffff";
  const photo = record({ tags: [text], comments: counted([comment({ text })]) });
  const { notKept } = await put(photo);
  const data = await shown(photo.id);
  expect(data.tags).toEqual([text]);
  expect(data.comments.data[0].text).toBe(text);
  expect(notKept).toEqual({});
});

test("a record that was cleaned is the same record when it comes again", async () => {
  const photo = record({ tags: ["s\0ea"], comments: counted([comment({ text: "\ud83d" })]) });
  await put(photo);
  const before = await dump();
  expect((await put(photo)).media).toMatchObject({ added: 0, updated: 0, unchanged: 1 });
  expect(await dump()).toEqual(before);
});

test("an image that carries videos is shown without them, and they are named", async () => {
  const photo = record({ videos: { standard_resolution: file } });
  const { notKept } = await put(photo);
  expect(await shown(photo.id)).not.toHaveProperty("videos");
  expect(Object.keys(notKept).join()).toContain("videos");
});
