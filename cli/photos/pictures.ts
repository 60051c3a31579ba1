import { availableParallelism } from "node:os";
import sharp, { type Raw } from "sharp";
import { squareOfHeic } from "./heic.ts";
import { kindOf } from "./kind.ts";
import { SIZES } from "./objects.ts";

/** A picture as the sizes of `SIZES`, in that order, each a JPEG. */
export type Pictures = Buffer[];

const LARGEST = 612;
const QUALITY = 85;

/** How many pictures are worked on at once. libuv has so many threads for them. */
export const AT_ONCE = 4;
// Those share the cores.
sharp.concurrency(Math.max(1, Math.ceil(availableParallelism() / AT_ONCE)));
// No file is read twice.
sharp.cache(false);

/**
 * The middle square of a picture, upright, in sRGB, without any metadata; what is transparent becomes white. Throws where
 * the file is damaged.
 */
export async function develop(bytes: Buffer): Promise<Pictures> {
  const readable = kindOf(bytes) === "heic" ? await squareOfHeic(bytes, LARGEST) : bytes;
  const { data, info } = await sharp(readable, { sequentialRead: true })
    .autoOrient()
    .resize(LARGEST, LARGEST, { fit: "cover" })
    .flatten({ background: "white" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const square: Raw = { width: info.width, height: info.height, channels: info.channels };
  return Promise.all(
    SIZES.map(({ side }) => sharp(data, { raw: square }).resize(side, side).jpeg({ quality: QUALITY }).toBuffer()),
  );
}
