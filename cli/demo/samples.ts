import type { V1Media } from "./v1.ts";

const DISTILLERY = "http://distillery.s3.amazonaws.com";

function images(path: string): V1Media["images"] {
  return {
    low_resolution: { url: `${DISTILLERY}/media/${path}_6.jpg`, width: 306, height: 306 },
    thumbnail: { url: `${DISTILLERY}/media/${path}_5.jpg`, width: 150, height: 150 },
    standard_resolution: { url: `${DISTILLERY}/media/${path}_7.jpg`, width: 612, height: 612 },
  };
}

/** The three media that the documentation of 2013 printed: of one media, of a search and of the popular list. */
export const samples: V1Media[] = [
  {
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
            profile_picture: `${DISTILLERY}/profiles/profile_1242695_75sq_1293915800.jpg`,
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
  },
  {
    type: "image",
    users_in_photo: [],
    filter: "Earlybird",
    tags: [],
    comments: { count: 0, data: [] },
    caption: null,
    likes: { count: 0, data: [] },
    link: "http://instagr.am/p/BQEEq/",
    user: {
      username: "mahaface",
      profile_picture: `${DISTILLERY}/profiles/profile_1329896_75sq_1294131373.jpg`,
      id: "1329896",
    },
    created_time: "1296251679",
    images: images("2011/01/28/0cc4f24f25654b1c8d655835c58b850a"),
    id: "20988202",
    location: null,
    // 41.741369194629698 m from 48.858844, 2.294351: the distance that was printed, to the last bit.
    latitude: 48.8585558,
    longitude: 2.294716601074663,
  },
  {
    type: "image",
    users_in_photo: [],
    filter: "Gotham",
    tags: [],
    comments: { count: 0, data: [] },
    caption: {
      created_time: "1296656006",
      text: "ハート♥アプリ始めて使ってみたょ(^^)",
      from: { username: "cocomiin", full_name: "", type: "user", id: "1127272" },
      id: "26329105",
    },
    likes: { count: 35, data: [{ username: "mikeyk", full_name: "Kevin S", id: "4", profile_picture: "..." }] },
    link: "http://instagr.am/p/BV5v_/",
    user: {
      username: "cocomiin",
      full_name: "Cocomiin",
      profile_picture: `${DISTILLERY}/profiles/profile_1127272_75sq_1296145633.jpg`,
      id: "1127272",
    },
    created_time: "1296655883",
    images: images("2011/02/01/34d027f155204a1f98dde38649a752ad"),
    id: "22518783",
    location: null,
  },
];
