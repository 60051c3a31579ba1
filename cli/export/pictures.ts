import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PICTURE_NAME } from "../../src/pictures.ts";
import { patiently } from "../batch.ts";
import { CommandError } from "../command.ts";
import { allKeys, putObject } from "../photos/objects.ts";

const TYPES: Record<string, string> = { jpg: "image/jpeg", mp4: "video/mp4", mov: "video/quicktime" };

/** Writes every picture and video of the bucket to a folder, under its name, and tells how many there are. */
export async function savePictures(bucket: R2Bucket, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let count = 0;
  for await (const { key } of allKeys(bucket)) {
    if (!PICTURE_NAME.test(key)) continue;
    const found = await patiently(() => bucket.get(key));
    if (!found) continue;
    await writeFile(join(folder, key), Buffer.from(await found.arrayBuffer()), { mode: 0o600 });
    count++;
  }
  return count;
}

/**
 * Puts what `savePictures` wrote into the bucket, and tells how many were not there. `refuse` hears of files that have no
 * picture's name.
 */
export async function loadPictures(
  bucket: R2Bucket,
  folder: string,
  refuse: (where: string, reason: string) => void,
): Promise<number> {
  const names = await readdir(folder).catch(() => {
    throw new CommandError(`--pictures is ${folder}; allowed: a folder that export --pictures wrote`);
  });
  let count = 0;
  for (const name of names.sort()) {
    if (!PICTURE_NAME.test(name)) {
      refuse(name, "is not the name of an exported picture");
      continue;
    }
    // Under one name there are the same bytes for ever.
    if (await patiently(() => bucket.head(name))) continue;
    const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "";
    await putObject(bucket, name, await readFile(join(folder, name)), type);
    count++;
  }
  return count;
}
