import { availableParallelism } from "node:os";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import type { Tinypool } from "tinypool";
import type { Pixels } from "./heic-worker.ts";

/**
 * HEIC, which phones make and sharp does not read: decoded by libheif as WebAssembly, on threads of its own, all of it
 * loaded when the first such file comes.
 */
let pool: Tinypool | undefined;

async function decode(bytes: Buffer): Promise<Pixels> {
  if (!pool) {
    const { Tinypool } = await import("tinypool");
    const filename = new URL("./heic-worker.ts", import.meta.url).href;
    pool = new Tinypool({ filename, minThreads: 0, maxThreads: availableParallelism() });
  }
  return pool.run(bytes);
}

/** The middle square of a HEIC file as a PNG, `side` pixels wide, in the colours of its profile. Throws where it is damaged. */
export async function squareOfHeic(bytes: Buffer, side: number): Promise<Buffer> {
  const { data, width, height } = await decode(bytes);
  const png = await sharp(data, { raw: { width, height, channels: 4 } })
    .resize(side, side, { fit: "cover" })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const profile = profileOf(bytes);
  return profile ? withProfile(png, profile) : png;
}

/** The ICC profile in a HEIC file (ISO 14496-12, 12.1.5: box `colr` of type `prof`). */
function profileOf(bytes: Buffer): Buffer | undefined {
  const at = bytes.indexOf("colrprof");
  return at < 4 ? undefined : bytes.subarray(at + 8, at - 4 + bytes.readUInt32BE(at - 4));
}

// PNG: an 8-byte signature and the header chunk of 25 bytes come first; a chunk is length, type, data, CRC.
const HEADER_END = 33;

function withProfile(png: Buffer, profile: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from("iCCPprofile\0\0", "latin1"), deflateSync(profile)]);
  const chunk = Buffer.alloc(typed.length + 8);
  chunk.writeUInt32BE(typed.length - 4);
  typed.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(typed), typed.length + 4);
  return Buffer.concat([png.subarray(0, HEADER_END), chunk, png.subarray(HEADER_END)]);
}
