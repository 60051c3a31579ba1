import { BufferSource, Input, MP4, QTFF } from "mediabunny";
import sharp from "sharp";
import { develop, type Pictures } from "./pictures.ts";

/** A video, as which it is kept. Pixels, as it is shown. */
export interface Video {
  kind: "mp4" | "mov";
  width: number;
  height: number;
}

/** The size of a video as it is shown, pixels. Throws where there is none in the file. */
export async function sizeOf(bytes: Buffer): Promise<{ width: number; height: number }> {
  const input = new Input({ formats: [MP4, QTFF], source: new BufferSource(new Uint8Array(bytes)) });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error("is a video without pictures");
  return { width: track.displayWidth, height: track.displayHeight };
}

// A sign that says "video": no frame is decoded here.
const SIGN = `<svg xmlns="http://www.w3.org/2000/svg" width="612" height="612">
  <rect width="612" height="612" fill="#262626"/><circle cx="306" cy="306" r="90" fill="none" stroke="#fafafa" stroke-width="10"/>
  <path d="M282 258 L354 306 L282 354 Z" fill="#fafafa"/></svg>`;

/** What stands for a video where a picture is shown. */
export const poster = async (): Promise<Pictures> => develop(await sharp(Buffer.from(SIGN)).png().toBuffer());
