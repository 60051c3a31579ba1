import type { Point } from "../../src/geo.ts";
import type { User } from "../users.ts";
import { imagesOf, videosOf } from "./objects.ts";
import { tagsOf } from "./tags.ts";
import type { Video } from "./video.ts";

/** A photo as v1 JSON, the form in which everything comes in. `at` is in milliseconds since 1970. */
export function recordOf(photo: {
  number: string;
  name: string;
  owner: Pick<User, "id" | "username" | "full_name">;
  at: number;
  point: Point | null;
  caption: string;
  keywords: string[];
  video: Video | undefined;
}) {
  const { number, name, owner, point, caption, keywords, video } = photo;
  const { id, username } = owner;
  const created_time = String(Math.floor(photo.at / 1000));
  const from = { username, full_name: owner.full_name ?? "", id, profile_picture: "" };
  return {
    id: number,
    type: video ? "video" : "image",
    created_time,
    user: { username, id },
    filter: "Normal",
    tags: tagsOf(keywords, caption),
    caption: caption === "" ? null : { created_time, text: caption, from, id: number },
    location: point && { latitude: point.lat, longitude: point.lng },
    images: imagesOf(name),
    ...(video && { videos: videosOf(name, video) }),
  };
}
