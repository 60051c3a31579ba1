import type { Point } from "../../src/geo.ts";
import { importRecords } from "../import/import.ts";
import { note, type Progress } from "../import/tally.ts";
import type { User } from "../users.ts";
import type { Item } from "./export.ts";
import { reserve, type StoredFile, storedFiles } from "./files.ts";
import { mediaNumber } from "./media-id.ts";
import { type Negative, read } from "./negative.ts";
import { putPictures, putVideo } from "./objects.ts";
import { AT_ONCE, develop, type Pictures } from "./pictures.ts";
import { recordOf } from "./record.ts";
import { takenAt } from "./time.ts";
import { poster } from "./video.ts";

/** How photos come in. */
export interface Rules {
  owner: Pick<User, "id" | "username" | "full_name">;
  /** The zone of dates that don't tell theirs. */
  zone: string;
  /** The present, milliseconds since 1970. */
  now: number;
  /** What is kept of a position. */
  place(point: Point): Point | null;
}

/** How far an import of photos is, and what it made. */
export interface Made {
  /** Files that are done with. */
  files: number;
  /** Photos whose pictures were made. */
  photos: number;
  /** Photos that search can't find. */
  unlocated: number;
}

/** A photo, with its pictures where they are not stored yet. `at` is in milliseconds since 1970. */
interface Print extends Negative {
  at: number;
  pictures: Pictures | undefined;
}

// So many are looked up, and stored, together. What is made of them is in memory meanwhile: some 100 KB a photo.
const GROUP = 64;
/**
 * Takes pictures into the collection, group by group. What was cut off is completed by doing it again; the pixels of a
 * photo that is in are not looked at. Of the same bytes under several names the first counts.
 */
export async function importPhotos(
  { db, bucket }: { db: D1Database; bucket: R2Bucket },
  items: Item[],
  rules: Rules,
  progress: Progress,
  made: Made,
): Promise<void> {
  const met = new Set<string>();
  for (let i = 0; i < items.length && !progress.rows.full; i += GROUP) {
    const group = items.slice(i, i + GROUP);
    const negatives = (await each(group, (item) => read(item, progress))).filter((negative) => {
      const isNew = negative !== undefined && !met.has(negative.hash);
      if (negative && !isNew) note(progress, "files that are here twice");
      if (!isNew) made.files++;
      met.add(negative?.hash ?? "");
      return isNew;
    }) as Negative[];
    const stored = await storedFiles(
      db,
      negatives.map(({ hash }) => hash),
    );
    const prints = await each(negatives, async (negative) => {
      const print = await printOf(negative, stored.get(negative.hash), rules, progress);
      made.files++;
      if (print?.pictures) made.photos++;
      if (print?.point === null) made.unlocated++;
      return print;
    });
    await store(
      { db, bucket },
      prints.filter((print) => print !== undefined),
      stored,
      rules,
      progress,
    );
  }
}

/** A file as the photo that it is here, developed where it is new. Undefined where it can't be taken, which is told. */
async function printOf(
  negative: Negative,
  known: StoredFile | undefined,
  { owner, zone, now, place }: Rules,
  progress: Progress,
): Promise<Print | undefined> {
  const { file, taken, video } = negative;
  if (known?.owner && known.owner !== owner.id) {
    const theirs = `media ${known.media_id} of ${known.username} (id ${known.owner})`;
    progress.refuse(file.path, `is ${theirs} here, not of ${owner.username} (id ${owner.id})`);
    return undefined;
  }
  try {
    // A copy of a file has a date of its own: the one of the first import stays.
    const modified = known?.created_time == null ? file.modified : known.created_time * 1000;
    const at = takenAt(taken, { zone, now, modified }, (what) => note(progress, what));
    const point = negative.point && place(negative.point);
    const isIn = known?.owner || progress.dry;
    const pictures = isIn ? undefined : video ? await poster() : await develop(await file.read());
    return { ...negative, at, point, pictures };
  } catch (error) {
    progress.refuse(file.path, (error as Error).message);
    return undefined;
  }
}

/** Number and name first, then the pictures, then the photos that show them: so nothing is ever shown or left alone. */
async function store(
  { db, bucket }: { db: D1Database; bucket: R2Bucket },
  prints: Print[],
  stored: Map<string, StoredFile>,
  { owner }: Rules,
  progress: Progress,
) {
  const known = progress.dry ? stored : await reserve(db, prints);
  const records = await each(prints, async ({ file, hash, pictures, ...told }) => {
    const dry = { media_id: mediaNumber(told.at, Buffer.from(hash, "base64url")), name: "" };
    const { media_id: number, name } = known.get(hash) ?? dry;
    if (pictures) await putPictures(bucket, name, pictures);
    if (pictures && told.video) await putVideo(bucket, name, told.video, await file.read());
    return { where: file.path, value: recordOf({ ...told, number, name, owner }) };
  });
  await importRecords(db, records, progress);
}

/** Does something with each, several at once; the results are in order. */
async function each<From, To>(list: From[], work: (one: From) => Promise<To>): Promise<To[]> {
  const results: To[] = new Array(list.length);
  const entries = list.entries();
  const worker = async () => {
    for (const [i, one] of entries) results[i] = await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
