import { Command } from "commander";
import { rewriteKept } from "../../src/kept.ts";
import { loadPictures } from "../export/pictures.ts";
import { callersPath, importFiles } from "../import/command.ts";
import { begin, summary } from "../import/tally.ts";
import { importPictures, pictureLines, sorted } from "../photos/command.ts";
import { type PhotoOptions, refuseForDocuments } from "../photos/options.ts";
import { renamePictures } from "../photos/rename.ts";
import { needBucket, type Platform } from "../platform.ts";
import { print, withPlatform } from "./platform.ts";

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
  .option("--json", "print the summary as JSON")
  .action((paths: string[], options: PhotoOptions & { ndjson: boolean; pictures?: string; json?: boolean }) =>
    withPlatform(async (platform) => {
      const progress = begin((where, reason) => console.error(`refused: ${where}: ${reason}`), options.dryRun);
      const { pictures, documents } = await sorted(paths);
      if (documents.length > 0) refuseForDocuments(options, documents[0] ?? "");
      // First, so that no photo is shown without its pictures.
      if (options.pictures !== undefined && !options.dryRun)
        await loadPictures(needBucket(platform), callersPath(options.pictures), progress.refuse);
      if (documents.length > 0) await importFiles(platform.db, documents, options.ndjson, progress);
      if (progress.hidden.length > 0) await finishHiding(platform, progress.hidden);
      const made = pictures.length > 0 && (await importPictures(platform, pictures, options, progress));
      const { tally } = progress;
      const lines = [
        ...(options.dryRun ? ["Nothing was written."] : []),
        summary(tally),
        ...(made ? pictureLines(made) : []),
      ];
      print(options, { ...tally, ...(made && { pictures: made }) }, lines.join("\n"));
      if (tally.refused > 0) process.exitCode = 1;
    }),
  );

// As `users set-private` does.
async function finishHiding({ db, kv, bucket }: Platform, pks: number[]) {
  if (bucket) for (const pk of pks) await renamePictures(db, bucket, pk);
  await rewriteKept({ DB: db, KV: kv });
}
