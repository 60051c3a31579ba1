/** What a file is by its first bytes. Pictures are those that `pictures.ts` can read. */
export type Kind = "jpeg" | "png" | "webp" | "avif" | "heic" | "mp4" | "mov" | "zip" | "other";

/** How many bytes from the beginning tell what a file is. */
export const HEAD_BYTES = 32;

const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

/** What a file is, whatever its name says. */
export function kindOf(head: Buffer): Kind {
  const ascii = head.toString("latin1", 0, HEAD_BYTES);
  if (ascii.startsWith("\xff\xd8\xff")) return "jpeg";
  if (ascii.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (ascii.startsWith("RIFF") && ascii.slice(8, 12) === "WEBP") return "webp";
  if (ascii.startsWith("PK\x03\x04") || ascii.startsWith("PK\x05\x06")) return "zip";
  if (ascii.slice(4, 8) !== "ftyp") return "other";
  // ISO 14496-12: the major brand, then a version, then the brands that it is compatible with.
  const brands = [ascii.slice(8, 12), ascii.slice(16, 20), ascii.slice(20, 24), ascii.slice(24, 28)];
  if (brands.includes("avif")) return "avif";
  if (HEIC_BRANDS.includes(brands[0] ?? "")) return "heic";
  return brands[0] === "qt  " ? "mov" : "mp4";
}

/** Whether a file of this kind is a picture. */
export const isPicture = (kind: Kind) => ["jpeg", "png", "webp", "avif", "heic"].includes(kind);
