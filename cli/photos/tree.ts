import { open, readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { HEAD_BYTES } from "./kind.ts";

/** A file to be read, on disk or in a zip. */
export interface SourceFile {
  /** Its path inside what was named, with "/". */
  path: string;
  /** Bytes. */
  size: number;
  /** When it was last changed, milliseconds since 1970. */
  modified: number;
  /** Its first bytes, at least `HEAD_BYTES` where it has them. */
  head(): Promise<Buffer>;
  read(): Promise<Buffer>;
}

// What systems put beside pictures: .DS_Store, ._IMG_1.jpg, __MACOSX, Synology's @eaDir.
const HIDDEN = /^(\.|__MACOSX$|@eaDir$)/;

/** Whether some part of a path is hidden or a system's own. */
export const isHidden = (path: string) => path.split("/").some((part) => HIDDEN.test(part));

/** The files in a folder and the folders in it, by name, so that every run meets them in the same order. */
export async function* folder(root: string, inside = ""): AsyncGenerator<SourceFile> {
  const names = (await readdir(join(root, inside))).filter((name) => !isHidden(name)).sort();
  for (const name of names) {
    const path = inside === "" ? name : `${inside}/${name}`;
    const found = await stat(join(root, path)).catch(() => undefined);
    if (found?.isDirectory()) yield* folder(root, path);
    else if (found?.isFile()) yield onDisk(join(root, path), path, found);
  }
}

/** One file on disk, named as `path`. */
export async function single(file: string): Promise<SourceFile> {
  return onDisk(file, basename(file), await stat(file));
}

function onDisk(file: string, path: string, { size, mtimeMs }: { size: number; mtimeMs: number }): SourceFile {
  return {
    path,
    size,
    modified: mtimeMs,
    read: () => readFile(file),
    async head() {
      const handle = await open(file);
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
  };
}
