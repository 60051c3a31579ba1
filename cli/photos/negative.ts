import { createHash } from "node:crypto";
import { note, type Progress } from "../import/tally.ts";
import { type Told, toldBy } from "./exif.ts";
import type { Item } from "./export.ts";
import { isPicture, kindOf } from "./kind.ts";
import type { SourceFile } from "./tree.ts";
import { sizeOf, type Video } from "./video.ts";

const PICTURE_ENDING = /^\.(jpe?g|png|webp|avif|hei[cf])$/;
// Four are in memory at once.
const LARGEST_FILE = 300_000_000;

/** A file that was read, and what is told of it. */
export interface Negative extends Told {
  file: SourceFile;
  /** SHA-256, base64url. */
  hash: string;
  /** Undefined of a picture. */
  video: Video | undefined;
}

/** Reads a file. Undefined where it is nothing to take, which is told. */
export async function read({ file, told }: Item, progress: Progress): Promise<Negative | undefined> {
  const remark = (what: string) => note(progress, what);
  try {
    const kind = kindOf(await file.head());
    const isVideo = kind === "mp4" || kind === "mov";
    // When and where a video was taken is known only where an export tells it.
    if (!isPicture(kind) && !(isVideo && told)) {
      const ending = /\.\w+$/.exec(file.path)?.[0].toLowerCase() ?? "no ending";
      if (told || PICTURE_ENDING.test(ending)) throw new Error("is not a picture");
      remark(`files that are no pictures (${ending})`);
      return undefined;
    }
    if (file.size > LARGEST_FILE) throw new Error(`is over ${LARGEST_FILE} bytes`);
    const bytes = await file.read();
    const hash = createHash("sha256").update(bytes).digest("base64url");
    const video = isVideo ? { kind, ...(await sizeOf(bytes)) } : undefined;
    return { file, hash, video, ...(told ?? (await toldBy(bytes, remark))) };
  } catch (error) {
    progress.refuse(file.path, (error as Error).message);
    return undefined;
  }
}
