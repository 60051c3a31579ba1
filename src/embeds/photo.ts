import * as z from "zod";
import type { Database } from "../database.ts";
import { ApiError } from "../errors.ts";
import { parseShortcode, shortcode } from "../media/id.ts";
import { type MediaJson, toJson } from "../media/json.ts";
import { byId, type MediaRow } from "../media/query.ts";
import { oneOf } from "../params.ts";

/** A picture or video; sizes in pixels. */
export interface File {
  url: string;
  width: number;
  height: number;
}

/** A photo as everyone may see it. All addresses are absolute. */
export interface Photo {
  media: MediaJson;
  /** The number of the photo and that of its owner, joined as v1 does: `3_3`. */
  id: string;
  /** Its page on this site. */
  page: string;
  thumbnail: File;
  low: File;
  standard: File;
  /** Only of videos. */
  video: File | undefined;
}

/** A photo may become private at any moment, so nobody is to keep what shows one for longer than a minute. */
export const BRIEFLY = { "Cache-Control": "public, max-age=60" };

// Amazon's and Akamai's names for Instagram's pictures until 2013. None answers any more.
const GONE = /^(distillery(image\d*)?\.(s3\.amazonaws|(ak\.)?instagram)|images(\.ak)?\.instagram)\.com$/;

/** The headers of a 404: as brief, and without what it cost, which would tell whether there is a photo all the same. */
export const UNKNOWN = { ...BRIEFLY, "Server-Timing": "db" };

/** The 404 where everyone may see no photo. */
export const unknownPhoto = () =>
  new ApiError(404, "APINotFoundError", "There is no photo here that everyone may see.", UNKNOWN);

/**
 * The photo under a shortcode as everyone may see it, on a site such as `https://darkroom.example`; undefined alike for one
 * that is private, was taken out or never was.
 */
export async function publicPhoto(db: Database, code: string, site: string): Promise<Photo | undefined> {
  try {
    return photoOf(await byId(db, parseShortcode(code), null), site);
  } catch (error) {
    if (error instanceof ApiError && error.code === 400) return undefined;
    throw error;
  }
}

function photoOf(row: MediaRow, site: string): Photo {
  const media = toJson(row);
  const { thumbnail, low_resolution, standard_resolution } = media.images;
  const at = (url: string) => addressOf(url, site);
  const shown = (file: File): File => ({ ...file, url: at(file.url) ?? `${site}/console/placeholder.png` });
  const video = media.videos?.standard_resolution;
  const source = video && at(video.url);
  return {
    media,
    id: `${row.id}_${media.user.id}`,
    page: `${site}/p/${shortcode(row.id)}/`,
    thumbnail: shown(thumbnail),
    low: shown(low_resolution),
    standard: shown(standard_resolution),
    video: source === undefined ? undefined : { ...video, url: source },
  };
}

/** Where a file is to be had; undefined where it is gone, or its URL leads nowhere. */
function addressOf(url: string, site: string): string | undefined {
  const whole = /^\/(?!\/)/.test(url) ? `${site}${url}` : url;
  return /^https?:\/\//.test(whole) && URL.canParse(whole) && !GONE.test(hostOf(whole)) ? whole : undefined;
}

/** The parameter of `/p/{code}/media`: v1's letters for the sizes. */
export const pictureParams = z.object({ size: oneOf("size", ["t", "m", "l"], "m") });

/** The address of the picture in a size. Throws 404 where everyone may see no photo. */
export function pictureOf(photo: Photo | undefined, size: z.infer<typeof pictureParams>["size"]): string {
  if (!photo) throw unknownPhoto();
  return { t: photo.thumbnail, m: photo.low, l: photo.standard }[size].url;
}

/** The host of a URL; "" of what is none, as a path of this site. */
export const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : "");
