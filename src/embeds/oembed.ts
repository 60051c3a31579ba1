import * as z from "zod";
import { ApiError } from "../errors.ts";
import { needText, pixels, text } from "../params.ts";
import { type File, hostOf, type Photo, unknownPhoto } from "./photo.ts";

/** The parameters of `/oembed`, as the specification names them. */
export const oembedParams = z.object({
  url: needText("url", 2_000, "the address of a photo's page"),
  format: text("format", 20),
  maxwidth: pixels("maxwidth"),
  maxheight: pixels("maxheight"),
});

type Asked = z.infer<typeof oembedParams>;

/**
 * The shortcode in the URL of a photo's page, on whatever host. Throws 404
 * for the URL of anything else, 501 for formats other than JSON, as oEmbed 1.0 wants it.
 */
export function codeIn({ url, format }: Asked): string {
  if (format !== undefined && format !== "json") {
    throw new ApiError(501, "APIError", "This format is not to be had; allowed: json");
  }
  const [, code] = (URL.canParse(url) && new URL(url).pathname.match(/^\/p\/([\w-]+)\/?$/)) || [];
  if (code === undefined || !/^https?:/i.test(url)) throw unknownPhoto();
  return code;
}

/**
 * An oEmbed answer of type photo (oembed.com, 2.3.4.1) with the keys of v1's, in its order: the largest picture within the
 * bounds, or else the smallest at the size in which it fits. Throws 404 where the URL asked for is neither the photo's
 * page here nor its `link`.
 */
export function oembed({ url, maxwidth, maxheight }: Asked, photo: Photo | undefined, site: string) {
  if (!photo) throw unknownPhoto();
  const { user, caption, link } = photo.media;
  const same = (other: string) => hostOf(other) === hostOf(url) && pathOf(other) === pathOf(url);
  if (![photo.page, link ?? ""].some(same)) throw unknownPhoto();
  const picture = fitting(photo, maxwidth, maxheight);
  return {
    provider_url: `${site}/`,
    media_id: photo.id,
    title: caption?.text ?? "",
    url: picture.url,
    author_name: user.username,
    height: picture.height,
    width: picture.width,
    version: "1.0",
    author_url: hostOf(user.website) ? user.website : `${site}/`,
    author_id: user.id,
    type: "photo",
    provider_name: "Darkroom",
  };
}

const pathOf = (url: string) => (URL.canParse(url) ? new URL(url).pathname.replace(/\/$/, "") : "");

function fitting({ standard, low, thumbnail }: Photo, maxwidth = Infinity, maxheight = Infinity): File {
  const fits = ({ width, height }: File) => width <= maxwidth && height <= maxheight;
  const found = [standard, low, thumbnail].find(fits);
  if (found) return found;
  const scale = Math.min(maxwidth / thumbnail.width, maxheight / thumbnail.height);
  const scaled = (side: number) => Math.max(1, Math.floor(side * scale));
  return { url: thumbnail.url, width: scaled(thumbnail.width), height: scaled(thumbnail.height) };
}
