import { PICTURES_PATH } from "../../src/pictures.ts";
import { patiently } from "../batch.ts";
import type { Pictures } from "./pictures.ts";
import type { Video } from "./video.ts";

/** The three sizes of v1, squares, with the endings that their names had. Pixels. */
export const SIZES = [
  { shown: "thumbnail", side: 150, ending: "_5.jpg" },
  { shown: "low_resolution", side: 306, ending: "_6.jpg" },
  { shown: "standard_resolution", side: 612, ending: "_7.jpg" },
] as const;

/** Stores the pictures of one photo under its name. Safe to repeat. */
export async function putPictures(bucket: R2Bucket, name: string, pictures: Pictures): Promise<void> {
  await Promise.all(SIZES.map(({ ending }, i) => putObject(bucket, name + ending, pictures[i], "image/jpeg")));
}

/** Stores a video under its name, as it came. Safe to repeat. */
export async function putVideo(bucket: R2Bucket, name: string, { kind }: Video, bytes: Buffer): Promise<void> {
  await putObject(bucket, `${name}.${kind}`, bytes, kind === "mp4" ? "video/mp4" : "video/quicktime");
}

/** Stores an object. Safe to repeat. */
export async function putObject(bucket: R2Bucket, key: string, bytes: Buffer | undefined, contentType: string) {
  if (!bytes) throw new Error(`nothing to store as ${key}`);
  await patiently(() => bucket.put(key, bytes, { httpMetadata: { contentType } }));
}

/** A video as v1 shows it: one file for every connection. */
export function videosOf(name: string, { kind, width, height }: Video) {
  const file = { url: `${PICTURES_PATH}${name}.${kind}`, width, height };
  return { low_resolution: file, standard_resolution: file };
}

/** The pictures of a photo as v1 shows them, by URLs that the server completes. */
export function imagesOf(name: string) {
  return Object.fromEntries(
    SIZES.map(({ shown, side, ending }) => [shown, { url: PICTURES_PATH + name + ending, width: side, height: side }]),
  );
}

/** Copies what lies under one name to another. Safe to repeat. */
export async function copyObjects(bucket: R2Bucket, from: string, to: string): Promise<void> {
  for (const key of await keysOf(bucket, from)) {
    const found = await patiently(() => bucket.get(key));
    const contentType = found?.httpMetadata?.contentType ?? "";
    if (found)
      await putObject(bucket, to + key.slice(from.length), Buffer.from(await found.arrayBuffer()), contentType);
  }
}

/** Deletes what lies under a name. Safe to repeat. */
export async function dropObjects(bucket: R2Bucket, name: string): Promise<void> {
  const keys = await keysOf(bucket, name);
  if (keys.length > 0) await patiently(() => bucket.delete(keys));
}

/** Every object of a bucket, in the order of the keys. */
export async function* allKeys(bucket: R2Bucket): AsyncGenerator<R2Object> {
  let cursor: string | undefined;
  do {
    const options = cursor === undefined ? {} : { cursor };
    const page: R2Objects = await patiently(() => bucket.list(options));
    yield* page.objects;
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
}

async function keysOf(bucket: R2Bucket, name: string): Promise<string[]> {
  const { objects } = await patiently(() => bucket.list({ prefix: name }));
  return objects.map(({ key }) => key);
}
