import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SingleBar } from "cli-progress";
import { callersPath } from "../import/command.ts";
import { needBucket, type Platform } from "../platform.ts";
import { lines, type Written } from "./export.ts";
import { savePictures } from "./pictures.ts";

/**
 * `darkroom export`: writes everything to a file (`-` is standard output), which is there under its name only when it is
 * whole, and may be read by its owner alone. Shows on stderr how far it is.
 */
export async function exportTo(
  platform: Platform,
  file: string,
  pictures: string | undefined,
): Promise<Written & { pictures: number }> {
  const bucket = pictures === undefined ? undefined : needBucket(platform);
  const written: Written = { users: 0, places: 0, media: 0, files: 0 };
  const bar = new SingleBar({ format: "{photos}", noTTYOutput: true, clearOnComplete: true, hideCursor: null });
  const tick = setInterval(() => bar.update(written.media, { photos: `${written.media} photos` }), 250);
  bar.start(0, 0, { photos: "0 photos" });
  try {
    const text = Readable.from(lines(platform.db, written));
    if (file === "-") {
      await pipeline(text, process.stdout, { end: false });
    } else {
      const path = callersPath(file);
      await pipeline(text, createWriteStream(`${path}.part`, { mode: 0o600 }));
      await rename(`${path}.part`, path);
    }
    const saved = bucket && pictures !== undefined ? await savePictures(bucket, callersPath(pictures)) : 0;
    return { ...written, pictures: saved };
  } finally {
    clearInterval(tick);
    bar.stop();
  }
}
