/** A keyword as a v1 tag: lower case, letters, digits and "_" only (`New York` is `newyork`); "" where nothing is left. */
const tagOf = (keyword: string) =>
  keyword
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_]/gu, "");

/** The tags of a photo, each once: its keywords, and the hashtags in its caption as v1 found them. */
export function tagsOf(keywords: string[], caption: string): string[] {
  const hashtags = [...caption.normalize("NFC").matchAll(/(?<![\p{L}\p{N}_&/])#([\p{L}\p{M}\p{N}_]+)/gu)];
  return [...new Set([...keywords, ...hashtags.map(([, tag = ""]) => tag)].map(tagOf))].filter((tag) => tag !== "");
}
