import { createReadStream, type ReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { SingleBar } from "cli-progress";
import { CommandError } from "../command.ts";
import { importRecords } from "./import.ts";
import { records } from "./source.ts";
import type { Progress } from "./tally.ts";

/** `darkroom import` of v1 JSON (`-` is standard input): shows on stderr how far it is. */
export async function importFiles(db: D1Database, files: string[], lines: boolean, progress: Progress): Promise<void> {
  const inputs = await Promise.all(files.map((file) => inputOf(file)));
  const total = inputs.reduce((sum, { size }) => sum + size, 0);
  const bar = new SingleBar({
    format: total > 0 && process.stderr.isTTY ? "{bar} {percentage}% | {photos} | {eta_formatted} left" : "{photos}",
    noTTYOutput: true,
    clearOnComplete: true,
    hideCursor: null,
  });
  const began = Date.now();
  let finished = 0;
  let reading: ReadStream | undefined;
  const tick = setInterval(() => {
    const { added, updated, unchanged } = progress.tally.media;
    const photos = added + updated + unchanged;
    const rate = Math.round(photos / ((Date.now() - began) / 1000));
    bar.update(finished + (reading?.bytesRead ?? 0), { photos: `${photos} photos, ${rate} a second` });
  }, 250);
  bar.start(total, 0, { photos: "0 photos" });
  try {
    for (const { name, path, size } of inputs) {
      reading = path === "-" ? undefined : createReadStream(path);
      const isLines = lines || [".ndjson", ".jsonl"].includes(extname(path));
      const text = (reading ?? process.stdin).setEncoding("utf8");
      await importRecords(db, records(text, isLines), progress, inputs.length > 1 ? name : "");
      reading = undefined;
      finished += size;
    }
  } finally {
    clearInterval(tick);
    bar.stop();
  }
}

/** npm runs commands in the project's folder; names are relative to where it was called. */
export const callersPath = (name: string) =>
  name === "-" ? name : resolve(process.env.INIT_CWD ?? process.cwd(), name);

async function inputOf(name: string) {
  const path = callersPath(name);
  if (name === "-") return { name: "standard input", path: "-", size: 0 };
  const found = await stat(path).catch(() => undefined);
  if (!found || found.isDirectory()) throw new CommandError(`${name} is not a file.`);
  return { name, path, size: found.size };
}
