import { createRequire } from "node:module";

/** The part of libheif that is used here; it comes without types of its own. */
interface Libheif {
  HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
}
interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  display(into: Pixels, done: (filled: Pixels | null) => void): void;
  free(): void;
}

/** Four bytes a pixel: red, green, blue, alpha. */
export interface Pixels {
  data: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
}

const libheif: Libheif = createRequire(import.meta.url)("libheif-js/wasm-bundle");
const decoder = new libheif.HeifDecoder();

// It prints why a file can't be read, and tells it in no other way.
let said = "";
console.log = (text: unknown) => {
  said = String(text).trim();
};

// As sharp has it for other formats: 268 megapixels.
const MOST_PIXELS = 0x3fff ** 2;

/** The main picture of a HEIC file, upright. Throws where it is damaged. */
export default async function decode(bytes: Uint8Array): Promise<Pixels> {
  said = "";
  const images = decoder.decode(bytes);
  try {
    const image = images.find((one) => one.is_primary()) ?? images[0];
    if (!image) throw new Error(said || "HEIC without a picture in it");
    const [width, height] = [image.get_width(), image.get_height()];
    if (width * height > MOST_PIXELS) throw new Error("HEIC with too many pixels");
    const empty = { data: new Uint8ClampedArray(width * height * 4), width, height };
    const filled = await new Promise<Pixels | null>((resolve) => image.display(empty, resolve));
    if (!filled) throw new Error(said || "damaged HEIC");
    return filled;
  } finally {
    for (const image of images) image.free();
  }
}
