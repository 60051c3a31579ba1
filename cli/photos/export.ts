import * as z from "zod";
import { CommandError } from "../command.ts";
import type { Told } from "./exif.ts";
import { pointOf } from "./point.ts";
import { clockTime } from "./time.ts";
import type { SourceFile } from "./tree.ts";

/** A file to be imported, and what is told of it elsewhere than in it. */
export interface Item {
  file: SourceFile;
  told?: Told;
}

/*
 * Instagram's "Download your information" in JSON, whose layout moves: `media.json` beside `photos/` at first,
 * `content/posts_1.json` since 2021, later that below `your_instagram_activity/`, then `media/posts_1.json` there. What was
 * archived, stories and messages were not public, or are no longer, and stay out.
 */
const LIST = /(^|\/)(content|media)\/(posts(_\d+)?|reels(_\d+)?|igtv_videos)\.json$/;
const OLD_LIST = /(^|\/)media(_\d+)?\.json$/;
const PAGE = /(^|\/)(content|media)\/posts(_\d+)?\.html$/;
const OLD_FILE = /(^|\/)(photos|videos)\/\d{6}\//;
const FILE = /(^|\/)media\/(posts|reels|igtv)\/\d{6}\//;

/** Whether these files are of an export, or a part of one. */
export function isExport(files: SourceFile[]): boolean {
  const has = (pattern: RegExp) => files.some(({ path }) => pattern.test(path));
  return has(LIST) || has(PAGE) || has(FILE) || (has(OLD_LIST) && has(OLD_FILE));
}

/** The path of a file as the lists have it, wherever the export begins. */
const listed = (path: string) => path.replace(/^(?:.*?\/)?(?=(?:media|photos|videos)\/)/, "");

const taken = z.object({ latitude: z.number().optional(), longitude: z.number().optional() });
const metadata = z
  .object({ exif_data: z.array(taken).catch([]) })
  .optional()
  .catch(undefined);
const text = z.string().optional().catch(undefined);
const time = z.number().optional().catch(undefined);

const item = z.object({
  uri: z.string(),
  title: text,
  creation_timestamp: time,
  media_metadata: z.object({ photo_metadata: metadata, video_metadata: metadata }).optional().catch(undefined),
});
const post = z.object({ media: z.array(item), title: text, creation_timestamp: time });

/** Before 2021: one entry a file; a post of several is several entries of one time and caption. */
const entry = z.object({ path: z.string(), caption: text, taken_at: z.string(), location: text });

/**
 * The pictures and videos of an export's posts, in all its parts, as its lists name them. Each of a post of several is
 * one, at the post's time and with its caption. `missing` hears of files that are listed and aren't there.
 */
export async function postsOf(
  files: SourceFile[],
  remark: (what: string) => void,
  missing: (path: string) => void,
): Promise<Item[]> {
  const lists = files.filter(({ path }) => LIST.test(path) || OLD_LIST.test(path));
  if (lists.length === 0) {
    const isHtml = files.some(({ path }) => PAGE.test(path));
    const why = isHtml ? "is in HTML; ask for it in JSON" : "has no list of posts (posts_1.json): give all its parts";
    throw new CommandError(`The Instagram export ${why}.`);
  }
  const byPath = new Map(files.map((file) => [listed(file.path), file]));
  const items: Item[] = [];
  for (const list of lists) {
    const value = repaired(JSON.parse((await list.read()).toString()));
    for (const { path, told } of [...posts(value, remark), ...oldPosts(value, remark)]) {
      const file = byPath.get(path);
      if (file) items.push({ file, told });
      else missing(path);
    }
  }
  return items;
}

/** A list of posts, one post alone, or either under a key (`ig_reels_media`). */
function* posts(value: unknown, remark: (what: string) => void): Generator<{ path: string; told: Told }> {
  if (Array.isArray(value)) {
    for (const element of value) yield* posts(element, remark);
    return;
  }
  const found = post.safeParse(value);
  if (!found.success) {
    const inner = Object.entries(value ?? {}).filter(([key]) => key.startsWith("ig_"));
    for (const [, list] of inner) yield* posts(list, remark);
    return;
  }
  const { media, ...whole } = found.data;
  for (const { uri, media_metadata: meta, ...own } of media) {
    const seconds = whole.creation_timestamp ?? own.creation_timestamp;
    const exif = [meta?.photo_metadata, meta?.video_metadata].flatMap((one) => one?.exif_data ?? []);
    const { latitude, longitude } = exif.find((one) => one.latitude !== undefined) ?? {};
    const clock = seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();
    yield {
      path: uri,
      told: {
        taken: { clocks: [clockTime(clock)].filter((one) => one !== undefined), gps: undefined },
        point: pointOf(latitude, longitude, latitude !== undefined || longitude !== undefined, remark),
        caption: (whole.title || own.title || "").trim(),
        keywords: [],
      },
    };
  }
}

function* oldPosts(value: unknown, remark: (what: string) => void): Generator<{ path: string; told: Told }> {
  if (typeof value !== "object" || value === null) return;
  for (const kind of ["photos", "videos"]) {
    const list = (value as Record<string, unknown>)[kind];
    for (const element of Array.isArray(list) ? list : []) {
      const { path, caption, taken_at, location } = entry.parse(element);
      if (location) remark("names of places without a position");
      const clocks = [clockTime(taken_at, "", "Z")].filter((one) => one !== undefined);
      yield {
        path,
        told: { taken: { clocks, gps: undefined }, point: null, caption: caption?.trim() ?? "", keywords: [] },
      };
    }
  }
}

/**
 * A value with its texts as they were written. Exports have UTF-8 read as Latin-1: each byte became a character, "é" two.
 * Text that is not UTF-8 that way was right as it stood.
 */
export function repaired(value: unknown): unknown {
  if (typeof value === "string") return repairedText(value);
  if (Array.isArray(value)) return value.map(repaired);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, repaired(inner)]));
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function repairedText(text: string): string {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  if (codes.every((code) => code < 0x80) || codes.some((code) => code > 0xff)) return text;
  try {
    return utf8.decode(Buffer.from(text, "latin1"));
  } catch {
    return text;
  }
}
