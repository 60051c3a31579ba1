/** A parameter as its form shows it. */
export interface Param {
  name: string;
  meaning: string;
  allowed: string;
  byDefault?: string;
  isRequired?: boolean;
  /** What stands in the form at first. */
  example?: string;
}

export interface Endpoint {
  id: string;
  title: string;
  method: "GET" | "POST" | "DELETE";
  /** Its path; `{name}` is a parameter in it. */
  path: string;
  about: string;
  params: Param[];
}

const mediaId: Param = {
  name: "media-id",
  meaning: "the photo's number, or <number>_<owner's id>",
  allowed: "up to 19 digits, once or twice",
  isRequired: true,
  example: "3",
};

const count = (byDefault: number): Param => ({
  name: "count",
  meaning: "how many",
  allowed: "1 to 100; more is cut to 100",
  byDefault: String(byDefault),
});

const cursor: Param = { name: "cursor", meaning: "where a page begins", allowed: "as it stands in next_url" };

const time = (name: string, meaning: string, byDefault: string, allowed: string): Param => ({
  ...{ name, meaning: `${meaning}, Unix seconds`, byDefault, allowed },
});

/** Every endpoint of the API, with its parameters and their limits. */
export const ENDPOINTS: Endpoint[] = [
  {
    id: "search",
    title: "Search",
    method: "GET",
    path: "/v1/media/search",
    about: "Photos in a circle and a window of time, newest first.",
    params: [
      { name: "lat", meaning: "centre, degrees", allowed: "-90 to 90", isRequired: true, example: "48.858844" },
      { name: "lng", meaning: "centre, degrees", allowed: "-180 to 180", isRequired: true, example: "2.294351" },
      { name: "distance", meaning: "radius, metres", allowed: "up to 5000, decimals too", byDefault: "1000" },
      time("min_timestamp", "taken later than this", "max − 5 days", "at most 7 days before max_timestamp"),
      time("max_timestamp", "taken earlier than this", "now", "later than now is now"),
      count(20),
      cursor,
    ],
  },
  {
    id: "media",
    title: "Photo by id",
    method: "GET",
    path: "/v1/media/{media-id}",
    about: "One photo or video.",
    params: [mediaId],
  },
  {
    id: "shortcode",
    title: "Photo by shortcode",
    method: "GET",
    path: "/v1/media/shortcode/{shortcode}",
    about: "The same, by the code in its link.",
    params: [{ name: "shortcode", meaning: "/p/<this>/", allowed: "A-Z a-z 0-9 - _", isRequired: true, example: "D" }],
  },
  {
    id: "popular",
    title: "Popular",
    method: "GET",
    path: "/v1/media/popular",
    about: "What is most liked at this moment, best first.",
    params: [count(32)],
  },
  {
    id: "likers",
    title: "Who likes it",
    method: "GET",
    path: "/v1/media/{media-id}/likes",
    about: "The people who like a photo, newest first.",
    params: [mediaId, count(100), cursor],
  },
  {
    id: "like",
    title: "Like",
    method: "POST",
    path: "/v1/media/{media-id}/likes",
    about: "Likes a photo in the name of the token's user. Needs the scope likes.",
    params: [
      mediaId,
      { name: "_method", meaning: "for clients that can't send DELETE", allowed: "POST, DELETE", byDefault: "POST" },
    ],
  },
  {
    id: "unlike",
    title: "Take a like back",
    method: "DELETE",
    path: "/v1/media/{media-id}/likes",
    about: "Takes the like of the token's user back. Needs the scope likes.",
    params: [mediaId],
  },
];
