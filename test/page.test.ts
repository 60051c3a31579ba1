import { beforeAll, expect, test } from "vitest";
import { client, get, put, tokenOf } from "./makers.ts";

/** The three photos that the Media Endpoints page of 2013 prints, imported by the ordinary path, and what it says of them. */

const media = (path: string, n: number, width: number) => ({
  url: `http://distillery.s3.amazonaws.com/media/${path}_${n}.jpg`,
  width,
  height: width,
});
const images = (path: string) => ({
  low_resolution: media(path, 6, 306),
  thumbnail: media(path, 5, 150),
  standard_resolution: media(path, 7, 612),
});

const BY_ID = {
  type: "image",
  users_in_photo: [
    {
      user: { username: "kevin", full_name: "Kevin S", id: "3", profile_picture: "..." },
      position: { x: 0.315, y: 0.9111 },
    },
  ],
  filter: "Walden",
  tags: [],
  comments: {
    data: [
      {
        created_time: "1279332030",
        text: "Love the sign here",
        from: {
          username: "mikeyk",
          full_name: "Mikey Krieger",
          id: "4",
          profile_picture: "http://distillery.s3.amazonaws.com/profiles/profile_1242695_75sq_1293915800.jpg",
        },
        id: "8",
      },
      {
        created_time: "1279341004",
        text: "Chilako taco",
        from: { username: "kevin", full_name: "Kevin S", id: "3", profile_picture: "..." },
        id: "3",
      },
    ],
    count: 2,
  },
  caption: null,
  likes: { count: 1, data: [{ username: "mikeyk", full_name: "Mikeyk", id: "4", profile_picture: "..." }] },
  link: "http://instagr.am/p/D/",
  user: { username: "kevin", full_name: "Kevin S", profile_picture: "...", bio: "...", website: "...", id: "3" },
  created_time: "1279340983",
  images: images("2010/07/16/4de37e03aa4b4372843a7eb33fa41cad"),
  id: "3",
  location: null,
};

const DISTANCE = 41.741369194629698;
const FOUND = {
  type: "image",
  users_in_photo: [],
  filter: "Earlybird",
  tags: [],
  caption: null,
  link: "http://instagr.am/p/BQEEq/",
  user: {
    username: "mahaface",
    profile_picture: "http://distillery.s3.amazonaws.com/profiles/profile_1329896_75sq_1294131373.jpg",
    id: "1329896",
  },
  created_time: "1296251679",
  images: images("2011/01/28/0cc4f24f25654b1c8d655835c58b850a"),
  id: "20988202",
  location: null,
};

const POPULAR = {
  type: "image",
  users_in_photo: [],
  filter: "Gotham",
  tags: [],
  caption: {
    created_time: "1296656006",
    text: "ハート♥アプリ始めて使ってみたょ(^^)",
    from: { username: "cocomiin", full_name: "", type: "user", id: "1127272" },
    id: "26329105",
  },
  likes: {
    count: 35,
    data: [{ username: "mikeyk", full_name: "Kevin S", id: "4", profile_picture: "..." }],
  },
  link: "http://instagr.am/p/BV5v_/",
  user: {
    username: "cocomiin",
    full_name: "Cocomiin",
    profile_picture: "http://distillery.s3.amazonaws.com/profiles/profile_1127272_75sq_1296145633.jpg",
    id: "1127272",
  },
  created_time: "1296655883",
  images: images("2011/02/01/34d027f155204a1f98dde38649a752ad"),
  id: "22518783",
  location: null,
};

beforeAll(async () => {
  // The page's own distance, due north of the page's own search.
  const latitude = 48.858844 + (DISTANCE / 6_371_008.8) * (180 / Math.PI);
  await put(BY_ID, { ...FOUND, latitude, longitude: 2.294351 }, POPULAR);
});

test("GET /media/3 answers with the page's first example, key for key and value for value", async () => {
  const { body } = await get(`/v1/media/3?access_token=${await tokenOf("3")}`);
  const { user_has_liked, ...shown } = body.data;
  expect(JSON.stringify(shown)).toBe(JSON.stringify(BY_ID));
  expect(user_has_liked).toBe(false);
});

test("who liked it is told so", async () => {
  const { body } = await get(`/v1/media/3?access_token=${await tokenOf("4")}`);
  expect(body.data.user_has_liked).toBe(true);
});

test("GET /media/search finds the second around its own time, at the distance printed, by the URL as printed", async () => {
  const window = "min_timestamp=1296000000&max_timestamp=1296300000";
  const path = `/v1/media/search?lat=48.858844&lng=2.294351&${window}&?access_token=${await tokenOf("3")}`;
  const { body } = await get(path);
  expect(body.data).toHaveLength(1);
  const [{ distance, ...shown }] = body.data;
  expect(Math.abs(distance - DISTANCE)).toBeLessThan(1e-6);
  expect(shown).toMatchObject(FOUND);
});

test("GET /media/popular holds the third, the author of its caption as printed", async () => {
  const { body } = await get(`/v1/media/popular?access_token=${await tokenOf("3")}`);
  const shown = body.data.find(({ id }: { id: string }) => id === POPULAR.id);
  expect(shown).toMatchObject(POPULAR);
  expect(shown.caption).toEqual(POPULAR.caption);
  expect(shown.likes).toEqual(POPULAR.likes);
});

test("each is found by the code in its link", async () => {
  const app = await client();
  for (const { id, link } of [BY_ID, FOUND, POPULAR]) {
    const code = link.split("/").at(-2);
    expect((await get(`/v1/media/shortcode/${code}?client_id=${app}`)).body.data.id).toBe(id);
  }
});
