import { describe, expect, test } from "vitest";
import { records } from "../cli/import/source.ts";
import { author, comment, counted, newId, offer, person, put, record, shown } from "./makers.ts";

/** The forms in which v1 answered over the years, as their recordings have them, with invented people in them. */

const at = (name: string, px: number) => ({ url: `https://pictures.example/${name}.jpg`, width: px, height: px });
const images = (low: number, high: number) => ({
  low_resolution: at("a", low),
  thumbnail: at("t", 150),
  standard_resolution: at("n", high),
});

/** Keys in the order of the recordings. */
const small = ({ username, profile_picture, id, full_name } = person()) => ({
  username,
  profile_picture,
  id,
  full_name,
});
const said = (over = {}) => {
  const { created_time, text, id } = comment();
  return { created_time, text, from: small(), id, ...over };
};

/** 2011: no links for some, no filter for some, a bare number as id. */
const of2011 = (over: Record<string, unknown> = {}) => {
  const user = small();
  return {
    tags: [],
    type: "image",
    location: null,
    comments: counted([said(), said()]),
    filter: null,
    created_time: "1303850000",
    link: "http://instagr.am/p/DiPbV/",
    likes: counted([small(), small(), small()], 211),
    images: images(306, 612),
    caption: { created_time: "1303850042", text: "Ferry", from: user, id: newId() },
    id: newId(),
    user,
    ...over,
  };
};

/** 2014 and 2015: the owner's id in the photo's, tagged people, an attribution. */
const of2015 = (over: Record<string, unknown> = {}) => {
  const user = small();
  return {
    attribution: null,
    tags: ["ferry", "夜"],
    type: "image",
    location: { latitude: 51.5033, name: "Pier 3", longitude: -0.1195, id: 213385402 },
    comments: { count: 384, data: [said()] },
    filter: "Normal",
    created_time: "1443600000",
    link: "https://instagram.com/p/8Ow0T4tO_B/",
    likes: { count: 179, data: [small(), small(), small(), small()] },
    images: images(320, 640),
    users_in_photo: [{ position: { y: 0.8903899, x: 0.15803814 }, user: small() }],
    caption: { created_time: "1443600000", text: "#ferry", from: user, id: newId() },
    user_has_liked: false,
    id: `${newId()}_${user.id}`,
    user,
    ...over,
  };
};

/** What the importer says it does not keep. */
function strip(photo: Record<string, unknown>) {
  const { attribution: _, user_has_liked: __, distance: ___, ...kept } = photo;
  return kept;
}

/** Imports and fetches a photo, and holds every key that it had against what comes back. */
async function expectBack(photo: Record<string, unknown> & { id: string }, over: Record<string, unknown> = {}) {
  await put(photo);
  const back = await shown(photo.id);
  const { user, ...rest } = { ...strip(photo), ...over } as Record<string, unknown>;
  expect(back).toMatchObject(rest);
  expect(back.user).toMatchObject(user as object);
}

describe("a photo of 2011", () => {
  test("comes back, with a filter or without", async () => {
    await expectBack(of2011());
    await expectBack(of2011({ filter: "Lomo-fi" }));
  });

  test("that was never shared has no link", async () => {
    await expectBack(of2011({ link: null }));
  });

  test("has no tagged people, and an empty list in their place", async () => {
    const photo = of2011();
    await put(photo);
    expect((await shown(photo.id)).users_in_photo).toEqual([]);
  });

  test("has a point for a location, or an empty one, which is none", async () => {
    await expectBack(of2011({ location: { latitude: 37.778, longitude: -122.4217 } }));
    await expectBack(of2011({ location: {} }), { location: null });
  });

  test("has a place with its id as a text or as a number", async () => {
    const place = { latitude: 37.778, name: "Ferry Building", longitude: -122.4217 };
    await expectBack(of2011({ location: { ...place, id: 1207 } }));
    await expectBack(of2011({ location: { ...place, id: "1208" } }), { location: { ...place, id: 1208 } });
  });

  test("has a place without coordinates", async () => {
    await expectBack(of2011({ location: { name: "Somewhere", id: 1209 } }));
  });

  test("has an author of its caption with a bio, which is named as not kept", async () => {
    const photo = of2011();
    const from = { ...photo.user, bio: "Ferries." };
    const caption = { created_time: "1303850042", text: "Ferry", from, id: "9" };
    const { notKept } = await put({ ...photo, caption });
    expect(notKept).toEqual({ "caption.from.bio": 1 });
    expect((await shown(photo.id)).caption).toEqual({ ...caption, from: photo.user });
  });

  test("has an owner with a bio and no website", async () => {
    const user = { ...small(), bio: "Ferries." };
    const photo = of2011({ user });
    await put(photo);
    expect((await shown(photo.id)).user).toEqual({ ...user, website: "" });
  });
});

describe("a photo of 2015", () => {
  test("comes back, its id with the owner's", async () => {
    const photo = of2015();
    await expectBack(photo);
    expect((await shown(photo.id)).id).toBe(photo.id);
  });

  test("names its attribution as not kept", async () => {
    const { notKept } = await put(of2015(), of2015({ attribution: { name: "An app", website: "", itunes_url: "" } }));
    expect(notKept).toEqual({ attribution: 2, user_has_liked: 2 });
  });

  test("has 8 of its many comments and none of its many likers", async () => {
    const comments = { count: 79_623, data: Array.from({ length: 8 }, () => said()) };
    await expectBack(of2015({ comments, likes: { count: 32_004, data: [] } }));
  });

  test("has an owner with all or with little told of them", async () => {
    const user = person({ bio: "", website: "https://mira.example" });
    await expectBack(of2015({ user, id: `${newId()}_${user.id}` }));
  });

  test("as a client without a user got it: without user_has_liked, and type in another place", async () => {
    const { type, user_has_liked: _, id, user, ...rest } = of2015();
    await expectBack({ ...rest, type, id, user });
  });
});

describe("a video", () => {
  const file = (width: number, height: number) => ({ url: "https://pictures.example/v.mp4", width, height });
  const three = { low_bandwidth: file(480, 480), standard_resolution: file(640, 640), low_resolution: file(480, 480) };

  test("comes back with its three files, beside a poster of another shape", async () => {
    await expectBack(of2015({ type: "video", videos: { ...three, standard_resolution: file(640, 360) } }));
  });

  test("of 2013 has two files", async () => {
    const { low_bandwidth: _, ...videos } = three;
    await expectBack(of2015({ type: "video", videos, users_in_photo: null }), { users_in_photo: [] });
  });
});

test("ids and times given as numbers come back as texts", async () => {
  const user = { ...author(), id: Number(newId()) };
  const photo = {
    ...record(),
    id: Number(newId()),
    user,
    created_time: 1400000000,
    comments: counted([{ ...comment(), id: 77, created_time: 1400000100 }]),
    caption: { created_time: 1400000000, text: "x", from: user, id: 78 },
  };
  await put(photo);
  const back = await shown(String(photo.id));
  expect(back.id).toBe(String(photo.id));
  expect(back.user.id).toBe(String(user.id));
  expect(back.created_time).toBe("1400000000");
  expect(back.comments.data[0]).toMatchObject({ id: "77", created_time: "1400000100" });
  expect(back.caption).toMatchObject({ id: "78", created_time: "1400000000", from: { id: String(user.id) } });
});

test("what this API answers is what it takes: an answer imported elsewhere gives the same answer", async () => {
  const photos = [of2011(), of2015(), of2011({ link: null, location: null }), record()];
  await put(...photos);
  const answers = await Promise.all(photos.map(({ id }) => shown(id)));
  const tally = await offer(answers);
  expect(tally.refusals).toEqual([]);
  expect(await Promise.all(photos.map(({ id }) => shown(id)))).toEqual(answers);
});

test("a response goes from its text to the collection, with what surrounds its data ignored", async () => {
  const photos = [of2015(), of2011()];
  const text = JSON.stringify({ pagination: { next_max_id: "9" }, meta: { code: 200 }, data: photos }, null, 2);
  const found: unknown[] = [];
  const pieces = (async function* () {
    yield text;
  })();
  for await (const one of records(pieces)) found.push("value" in one ? one.value : one.fault);
  await put(...found);
  for (const photo of photos) expect(await shown(photo.id)).toMatchObject(strip(photo));
});
