import { crc32 } from "node:zlib";
import sharp from "sharp";

/** Files as cameras write them, byte by byte: a library would put right what cameras get wrong. */

export type Rational = [number, number];
/** A text, fractions, or 16-bit numbers, by tag number. */
type Ifd = Record<number, string | Rational[] | number[]>;

/** What a file bears besides its pixels. */
export interface Bears {
  /** Tags of the three directories of Exif. */
  main?: Ifd;
  photo?: Ifd;
  gps?: Ifd;
  bigEndian?: boolean;
  /** What is inside `rdf:Description`. */
  xmp?: string;
  /** By number of record 2. */
  iptc?: [number, string][];
}

export const TAG = {
  description: 0x010e,
  orientation: 0x0112,
  dateTime: 0x0132,
  original: 0x9003,
  digitized: 0x9004,
  offset: 0x9010,
  offsetOriginal: 0x9011,
  subseconds: 0x9291,
  latRef: 1,
  lat: 2,
  lngRef: 3,
  lng: 4,
  gpsTime: 7,
  gpsDate: 29,
};

/** A JPEG of these bytes with what it bears put behind its first marker. */
export function jpegWith(jpeg: Buffer, { xmp, iptc, ...exif }: Bears): Buffer {
  const segments = [
    ...(exif.main || exif.photo || exif.gps ? [segment(0xe1, Buffer.from("Exif\0\0"), tiff(exif))] : []),
    ...(xmp ? [segment(0xe1, Buffer.from("http://ns.adobe.com/xap/1.0/\0"), Buffer.from(packet(xmp)))] : []),
    ...(iptc ? [segment(0xed, Buffer.from("Photoshop 3.0\0"), photoshop(iptc))] : []),
  ];
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

/** A PNG with an XMP packet where programs put it: in an iTXt chunk behind the header. */
export function pngWith(png: Buffer, xmp: string): Buffer {
  const text = Buffer.concat([Buffer.from("iTXtXML:com.adobe.xmp\0\0\0\0\0"), Buffer.from(xmp)]);
  const chunk = Buffer.concat([number(text.length - 4, 4, true), text, number(crc32(text), 4, true)]);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

/** An XMP packet around the inside of `rdf:Description`. */
export const packet = (inside: string) => `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
  <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">${inside}</rdf:Description></rdf:RDF></x:xmpmeta>
  <?xpacket end="w"?>`;

function segment(marker: number, head: Buffer, body: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(head.length + body.length + 2);
  return Buffer.concat([Buffer.from([0xff, marker]), length, head, body]);
}

/** TIFF 6.0: a header, then the directories, each with its values behind it. */
function tiff({ main = {}, photo, gps, bigEndian = false }: Bears): Buffer {
  const u16 = (value: number) => number(value, 2, bigEndian);
  const u32 = (value: number) => number(value, 4, bigEndian);
  const field = (tag: string, value: Ifd[number]) => {
    if (typeof value === "string")
      return { tag, type: 2, count: Buffer.byteLength(value) + 1, data: Buffer.from(`${value}\0`) };
    const type = Array.isArray(value[0]) ? 5 : 3;
    const bytes = value.flat().map((one) => (type === 5 ? u32(one) : u16(one)));
    return { tag, type, count: value.length, data: Buffer.concat(bytes) };
  };
  const directory = (ifd: Ifd, at: number, pointers: [number, number][]) => {
    const fields = [
      ...Object.entries(ifd).map(([tag, value]) => field(tag, value)),
      ...pointers.map(([tag, to]) => ({ tag: String(tag), type: 4, count: 1, data: u32(to) })),
    ].sort((a, b) => Number(a.tag) - Number(b.tag));
    let end = at + 2 + fields.length * 12 + 4;
    const [entries, values]: Buffer[][] = [[], []];
    for (const { tag, type, count, data } of fields) {
      const isShort = data.length <= 4;
      entries?.push(u16(Number(tag)), u16(type), u32(count), isShort ? Buffer.concat([data], 4) : u32(end));
      if (isShort) continue;
      values?.push(Buffer.concat([data], data.length + (data.length % 2)));
      end += data.length + (data.length % 2);
    }
    return Buffer.concat([u16(fields.length), ...(entries ?? []), u32(0), ...(values ?? [])]);
  };
  const parts = [...(photo ? [[0x8769, photo] as const] : []), ...(gps ? [[0x8825, gps] as const] : [])];
  const none = parts.map(([tag]) => [tag, 0] as [number, number]);
  let at = 8 + directory(main, 8, none).length;
  const pointers: [number, number][] = [];
  const built = parts.map(([tag, ifd]) => {
    const bytes = directory(ifd, at, []);
    pointers.push([tag, at]);
    at += bytes.length;
    return bytes;
  });
  return Buffer.concat([Buffer.from(bigEndian ? "MM" : "II"), u16(42), u32(8), directory(main, 8, pointers), ...built]);
}

function number(value: number, size: number, bigEndian: boolean): Buffer {
  const bytes = Buffer.alloc(size);
  if (bigEndian) bytes.writeUIntBE(value, 0, size);
  else bytes.writeUIntLE(value, 0, size);
  return bytes;
}

/** IPTC-IIM in an image resource block, as Photoshop wraps it; in UTF-8. */
function photoshop(fields: [number, string][]): Buffer {
  const datasets = [[1, 90, "\x1b%G"] as const, ...fields.map(([id, text]) => [2, id, text] as const)];
  const iim = Buffer.concat(
    datasets.map(([record, id, text]) => {
      const data = Buffer.from(text);
      return Buffer.concat([Buffer.from([0x1c, record, id, data.length >> 8, data.length & 255]), data]);
    }),
  );
  return Buffer.concat([
    Buffer.from("8BIM\x04\x04\0\0", "latin1"),
    number(iim.length, 4, true),
    iim,
    Buffer.alloc(iim.length % 2),
  ]);
}

/** Degrees as fractions of degrees, minutes and seconds, to a hundredth of a second. */
export function dms(degrees: number): Rational[] {
  const hundredths = Math.round(Math.abs(degrees) * 360_000);
  return [
    [Math.floor(hundredths / 360_000), 1],
    [Math.floor((hundredths % 360_000) / 6_000), 1],
    [hundredths % 6_000, 100],
  ];
}

/** A picture of its own for each `n`: yellow and red above, blue below, with a mark. */
export function drawn(n: number, width = 640, height = 480) {
  const mark = `<rect x="${(n * 37) % width}" y="${(n * 53) % height}" width="9" height="9" fill="#${(n % 4096).toString(16).padStart(3, "0")}"/>`;
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <rect width="100%" height="100%" fill="#2030d0"/><rect width="100%" height="50%" fill="#d03020"/><rect width="50%" height="50%" fill="#e0d020"/>${mark}</svg>`),
  );
}
