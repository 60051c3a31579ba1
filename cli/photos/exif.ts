import ExifReader, { type ExpandedTags } from "exifreader";
import type { Point } from "../../src/geo.ts";
import { fromRationals, fromXmp, pointOf, type Rational } from "./point.ts";
import { clockTime, type Taken } from "./time.ts";

/** What a file tells of its photo. */
export interface Told {
  taken: Taken;
  point: Point | null;
  /** "" where there is none. */
  caption: string;
  keywords: string[];
}

/** What the metadata in a picture tells. `remark` hears of what was there and could not be used. */
export async function toldBy(bytes: Buffer, remark: (what: string) => void): Promise<Told> {
  return told(await tagsOf(bytes, remark), remark);
}

async function tagsOf(bytes: Buffer, remark: (what: string) => void): Promise<ExpandedTags> {
  try {
    // Asynchronous: compressed chunks of PNGs are read too.
    const includeTags = { exif: true, iptc: true, xmp: true } as const;
    return await ExifReader.load(bytes, { async: true, expanded: true, includeTags });
  } catch (error) {
    if (!(error instanceof ExifReader.errors.MetadataMissingError)) remark("metadata that can't be read");
    return {};
  }
}

// What cameras write where a caption belongs.
const NO_CAPTION =
  /^(olympus|minolta|kodak|sony|samsung|konica|vivitar)?\s*(digital (still )?camera|dsc|camera pictures|exif_jpeg_picture|jpeg)\s*$|\\dcim\\|^<?kenox|^default$/i;

/** As `toldBy`, of the tags that were read. Pure. */
export function told({ exif = {}, iptc = {}, xmp }: ExpandedTags, remark: (what: string) => void): Told {
  const e = (name: string) => text((exif as Tags)[name]);
  const i = (name: string) => text((iptc as Tags)[name]);
  const x = (name: string) => text((xmp as Tags | undefined)?.[name]);
  const lat =
    fromRationals(rationals(exif.GPSLatitude), side(exif.GPSLatitudeRef)) ?? fromXmp(value(xmp, "GPSLatitude"));
  const lng =
    fromRationals(rationals(exif.GPSLongitude), side(exif.GPSLongitudeRef)) ?? fromXmp(value(xmp, "GPSLongitude"));
  const there = exif.GPSLatitude !== undefined || exif.GPSLongitude !== undefined;
  const captions = [x("description"), i("Caption/Abstract"), e("ImageDescription"), x("title"), i("Object Name")];
  return {
    taken: {
      clocks: [
        clockTime(e("DateTimeOriginal"), e("SubSecTimeOriginal"), e("OffsetTimeOriginal") || e("OffsetTime")),
        clockTime(x("DateTimeOriginal")),
        clockTime(e("DateTimeDigitized"), e("SubSecTimeDigitized"), e("OffsetTimeDigitized") || e("OffsetTime")),
        clockTime(x("DateCreated") || x("CreateDate")),
        clockTime(`${i("Date Created")} ${i("Time Created")}`),
        clockTime(e("DateTime"), e("SubSecTime"), e("OffsetTime")),
      ].filter((clock) => clock !== undefined),
      gps: gpsTime(e("GPSDateStamp"), rationals(exif.GPSTimeStamp)),
    },
    point: pointOf(lat, lng, there, remark),
    caption: captions.find((caption) => caption !== "" && !NO_CAPTION.test(caption)) ?? "",
    keywords: [...texts((xmp as Tags | undefined)?.subject), ...texts((iptc as Tags).Keywords)],
  };
}

// The library types each tag by itself; what they share is enough here.
type Tags = Record<string, Tag | Tag[] | undefined>;
interface Tag {
  value: unknown;
  description: string;
}

const rationals = (tag: unknown) => (tag as Tag | undefined)?.value as Rational[] | undefined;

/** As it stands in the file: the library knows capital letters only. */
const side = (tag: unknown) => String((tag as Tag | undefined)?.value ?? "");

const text = (tag: Tag | Tag[] | undefined) => texts(tag)[0] ?? "";

/** The texts of a tag that may come once, several times, or as a list (XMP). */
function texts(tag: Tag | Tag[] | undefined): string[] {
  if (tag === undefined) return [];
  if (Array.isArray(tag)) return tag.flatMap(texts);
  const list = Array.isArray(tag.value) && tag.value.every((one) => typeof one?.description === "string");
  if (list) return (tag.value as Tag[]).flatMap(texts);
  const plain = String(tag.description).replaceAll("\0", "").trim();
  return plain === "" ? [] : [plain];
}

/** The text of an XMP tag as it stands in the file: the library turns positions into numbers. */
function value(xmp: ExpandedTags["xmp"], name: string): string | undefined {
  const found = (xmp as Tags | undefined)?.[name];
  return found && !Array.isArray(found) && typeof found.value === "string" ? found.value : undefined;
}

/** UTC by the satellites as milliseconds since 1970. */
function gpsTime(date: string, time: Rational[] | undefined): number | undefined {
  const [, year, month, day] = date.match(/^(\d{4})\D?(\d{2})\D?(\d{2})/)?.map(Number) ?? [];
  if (!year || !month || !day || month > 12 || day > 31 || time?.length !== 3) return undefined;
  const [hours = NaN, minutes = NaN, seconds = NaN] = time.map(([over, under]) => over / under);
  const at = Date.UTC(year, month - 1, day) + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return Number.isFinite(at) && hours < 25 ? Math.round(at) : undefined;
}
