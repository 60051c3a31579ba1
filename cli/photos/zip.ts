import { buffer } from "node:stream/consumers";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { HEAD_BYTES } from "./kind.ts";
import { isHidden, type SourceFile } from "./tree.ts";

/**
 * The files in a zip, which is read where they are asked for and never unpacked: of any size, and no name in it reaches
 * the disk. Throws where it is damaged. It stays open until the process ends.
 */
export async function inZip(file: string): Promise<SourceFile[]> {
  const zip = await openPromise(file, { autoClose: false });
  const files: SourceFile[] = [];
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith("/") && !isHidden(entry.fileName)) files.push(fileOf(zip, entry));
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function fileOf(zip: ZipFile, entry: Entry): SourceFile {
  return {
    path: entry.fileName,
    size: entry.uncompressedSize,
    modified: entry.getLastModDate().getTime(),
    read: async () => buffer(await zip.openReadStreamPromise(entry)),
    async head() {
      const parts: Buffer[] = [];
      for await (const part of await zip.openReadStreamPromise(entry)) {
        parts.push(part);
        if (Buffer.concat(parts).length >= HEAD_BYTES) break;
      }
      return Buffer.concat(parts).subarray(0, HEAD_BYTES);
    },
  };
}
