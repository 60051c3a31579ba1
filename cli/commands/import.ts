import { Command } from "commander";
import { rewriteKept } from "../../src/kept.ts";
import { CommandError } from "../command.ts";
import { loadPictures } from "../export/pictures.ts";
import { callersPath, importFiles } from "../import/command.ts";
import { begin, type Progress, summary } from "../import/tally.ts";
import { importPictures, pictureLines, sorted } from "../photos/command.ts";
import { type PhotoOptions, refuseForDocuments } from "../photos/options.ts";
import { renamePictures } from "../photos/rename.ts";
import { needBucket, type Platform } from "../platform.ts";
import { FREE_ROWS, rowsTold } from "../rows.ts";
import { print, withPlatform } from "./platform.ts";
import { sure } from "./remote.ts";

type Options = PhotoOptions & { ndjson: boolean; pictures?: string; json?: boolean; limitRows?: number };

// So many together keep a batch under 50 ms on a database that others read.
const REMOTE_BATCH = 250;

/** `import`: takes photos into the collection. */
export const importing = new Command("import")
  .description("take photos into the collection: pictures, folders of them, or v1 JSON")
  .argument("<path...>", "files and folders, each told by what is in it; - is v1 JSON on standard input")
  .option("--user <name>", "whose the pictures are: a username, made where there is none")
  .option("--timezone <zone>", "of pictures that don't tell theirs, as Europe/Paris; without, this machine's")
  .option("--fuzz <metres>", "keep of each position only the square of this size that it lies in, as 200m")
  .option(
    "--strip-near <lat,lng,metres>",
    "keep no position around a place; may be repeated",
    (value: string, before: string[]) => [...before, value],
    [],
  )
  .option("--dry-run", "only tell what would come in", false)
  .option("--ndjson", "of v1 JSON: each line is JSON of its own, even if the first is damaged", false)
  .option("--pictures <dir>", "of v1 JSON that export wrote: the folder with its pictures")
  .option("--limit-rows <n>", "stop before more rows are written; the same command goes on another day", wholeNumber)
  .option("--json", "print the summary as JSON")
  .action((paths: string[], options: Options) =>
    withPlatform(async (platform) => {
      const progress = begin((where, reason) => console.error(`refused: ${where}: ${reason}`), options.dryRun);
      progress.rows.most = options.limitRows ?? Infinity;
      if (platform.remote) progress.batch = REMOTE_BATCH;
      const found = await sorted(paths);
      if (found.documents.length > 0) refuseForDocuments(options, found.documents[0] ?? "");
      if (platform.remote && !options.dryRun) await tell(platform, found, options);
      const made = await take(platform, found, options, progress);
      const { tally, rows } = progress;
      const lines = [
        ...(options.dryRun ? ["Nothing was written."] : []),
        summary(tally),
        ...(made ? pictureLines(made) : []),
        ...(platform.remote ? [`up to ${rows.written} rows written`] : []),
        ...(rows.full ? [`Stopped before ${options.limitRows} rows: the same command goes on from there.`] : []),
      ];
      print(options, { ...tally, ...(made && { pictures: made }) }, lines.join("\n"));
      if (tally.refused > 0 || rows.full) process.exitCode = 1;
    }),
  );

// As `users set-private` does.
async function finishHiding({ db, kv, bucket }: Platform, pks: number[]) {
  if (bucket) for (const pk of pks) await renamePictures(db, bucket, pk);
  await rewriteKept({ DB: db, KV: kv });
}

type Found = Awaited<ReturnType<typeof sorted>>;

async function take(platform: Platform, { pictures, documents }: Found, options: Options, progress: Progress) {
  // First, so that no photo is shown without its pictures.
  if (options.pictures !== undefined && !progress.dry)
    await loadPictures(needBucket(platform), callersPath(options.pictures), progress.refuse);
  if (documents.length > 0) await importFiles(platform.db, documents, options.ndjson, progress);
  if (progress.hidden.length > 0 && !progress.dry) await finishHiding(platform, progress.hidden);
  return pictures.length > 0 && !progress.rows.full && (await importPictures(platform, pictures, options, progress));
}

/** Tells what an import will write before it does, from a dry one; of standard input, which comes once, the rule. */
async function tell(platform: Platform, found: Found, options: Options) {
  if (found.documents.includes("-")) {
    const rule =
      "14 rows for a photo with a position, 8 for each liker that is listed, 1 for each comment, 5 for a person";
    return sure(platform, `standard input comes in: ${rule}. The free plan has ${FREE_ROWS} a day.`);
  }
  const trial = begin(() => {}, true);
  await take(platform, found, { ...options, dryRun: true }, trial);
  const { added, updated } = trial.tally.media;
  // And two for each file.
  const files = found.pictures.length > 0 ? 2 * added : 0;
  await sure(platform, `${added} photos come in, ${updated} change: ${rowsTold(trial.rows.written + files)}`);
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new CommandError(`--limit-rows is ${text}; allowed: a number from 1 up`);
  return Number(text);
}
