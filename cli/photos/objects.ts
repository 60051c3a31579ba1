import { untilFree } from "../../src/database.ts";
import { PICTURES_PATH } from "../../src/pictures.ts";
import { PATIENCE_MS } from "../batch.ts";
import { type Pictures, SIZES } from "./pictures.ts";

/** Stores the pictures of one photo under its name. Safe to repeat. */
export async function putPictures(bucket: R2Bucket, name: string, pictures: Pictures): Promise<void> {
  await Promise.all(
    SIZES.map(({ ending }, i) =>
      untilFree(
        () => bucket.put(name + ending, pictures[i] ?? null, { httpMetadata: { contentType: "image/jpeg" } }),
        PATIENCE_MS,
      ),
    ),
  );
}

/** The pictures of a photo as v1 shows them, by URLs that the server completes. */
export function imagesOf(name: string) {
  return Object.fromEntries(
    SIZES.map(({ shown, side, ending }) => [shown, { url: PICTURES_PATH + name + ending, width: side, height: side }]),
  );
}
