import { stat } from "node:fs/promises";
import { SingleBar } from "cli-progress";
import { rewriteKept } from "../../src/kept.ts";
import { CommandError } from "../command.ts";
import { callersPath } from "../import/command.ts";
import { note, type Progress } from "../import/tally.ts";
import { type Platform, STATE } from "../platform.ts";
import { findOrCreateUser, findUser } from "../users.ts";
import { type Item, isExport, postsOf } from "./export.ts";
import { localSecret } from "./fuzz.ts";
import { importPhotos, type Made } from "./import.ts";
import { kindOf } from "./kind.ts";
import { fuzzOf, holesOf, type PhotoOptions, placing, zoneOf } from "./options.ts";
import { folder, type SourceFile, single } from "./tree.ts";
import { inZip } from "./zip.ts";

/** What an import of pictures did besides its tally. */
export type Summary = Made & {
  /** Pictures made in a second. */
  rate: number;
};

/** Of the paths that were given to `import` those of pictures, and those of v1 JSON: by what is in them. */
export async function sorted(names: string[]): Promise<{ pictures: string[]; documents: string[] }> {
  const are = await Promise.all(names.map(areDocuments));
  return { pictures: names.filter((_, i) => !are[i]), documents: names.filter((_, i) => are[i]) };
}

async function areDocuments(name: string): Promise<boolean> {
  if (name === "-") return true;
  const path = callersPath(name);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new CommandError(`${name} is not a file or a folder.`);
  return !found.isDirectory() && kindOf(await (await single(path)).head()) === "other";
}

/** `darkroom import` of folders and pictures: shows on stderr how far it is. */
export async function importPictures(
  platform: Platform,
  paths: string[],
  options: PhotoOptions,
  progress: Progress,
): Promise<Summary> {
  const { db, kv, bucket } = platform;
  if (!options.user) throw new CommandError("Whose pictures are they? Say it with --user NAME.");
  if (!bucket)
    throw new CommandError(
      `There is no bucket for pictures: ${platform.remote ? "npm run deploy -- --pictures makes one." : "bind one as PICTURES in wrangler.toml."}`,
    );
  const zone = zoneOf(options);
  const place = placing(holesOf(options), await localSecret(STATE), fuzzOf(options));
  const owner = options.dryRun
    ? ((await findUser(db, options.user)) ?? { id: "1", username: options.user, full_name: null })
    : await findOrCreateUser(db, options.user);
  const now = Date.now();
  const hide = (point: Parameters<typeof place>[0]) => {
    const kept = place(point);
    if (!kept) note(progress, "positions near a place to hide");
    return kept;
  };
  const made: Made = { files: 0, photos: 0, unlocated: 0 };
  const began = Date.now();
  const rate = () => made.photos / ((Date.now() - began) / 1000);
  const bar = new SingleBar({
    format: process.stderr.isTTY ? "{bar} {percentage}% | {photos} | {eta_formatted} left" : "{photos}",
    noTTYOutput: true,
    clearOnComplete: true,
    hideCursor: null,
  });
  const shown = () => ({ photos: `${made.files} files, ${rate().toFixed(1)} pictures a second` });
  const items = await itemsOf(paths, progress);
  const tick = setInterval(() => bar.update(made.files, shown()), 250);
  bar.start(items.length, 0, shown());
  try {
    await importPhotos({ db, bucket }, items, { owner, zone, now, place: hide }, progress, made);
  } finally {
    clearInterval(tick);
    bar.stop();
  }
  if (!options.dryRun) await rewriteKept({ DB: db, KV: kv });
  return { ...made, rate: Number(rate().toFixed(1)) };
}

/** What lies at these paths. The parts of an export belong together; everything else stands for itself. */
async function itemsOf(names: string[], progress: Progress): Promise<Item[]> {
  const trees = await Promise.all(names.map(treeOf));
  const items = trees.filter((files) => !isExport(files)).flatMap((files) => files.map((file) => ({ file })));
  const parts = trees.filter(isExport).flat();
  if (parts.length === 0) return items;
  const missing = (path: string) => progress.refuse(path, "is listed in the export and not in it");
  return [...items, ...(await postsOf(parts, (what) => note(progress, what), missing))];
}

async function treeOf(name: string): Promise<SourceFile[]> {
  const path = callersPath(name);
  if ((await stat(path)).isDirectory()) return Array.fromAsync(folder(path));
  const file = await single(path);
  if (kindOf(await file.head()) !== "zip") return [file];
  return inZip(path).catch((error) => {
    throw new CommandError(`${name} can't be read: ${error.message}`);
  });
}

/** What was made, as lines for a terminal. */
export function pictureLines({ photos, unlocated, rate }: Summary): string[] {
  return [
    ...(photos > 0 ? [`pictures  made of ${photos} photos, ${rate} photos a second`] : []),
    ...(unlocated > 0 ? [`${unlocated} photos have no position: search does not find them`] : []),
  ];
}
