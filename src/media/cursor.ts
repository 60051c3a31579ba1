import { invalidParameter } from "../errors.ts";

/** Where a page of search ended: everything before this media, in the order of search, is yet to come. */
export interface Cursor {
  /** The upper end of the window of the first page, Unix seconds. */
  max: number;
  /** Of the last media that was looked at. */
  time: number;
  pk: number;
  /** Of the database as the first page saw it, so that no later page sees an older one; "" where it has none. */
  bookmark: string;
}

const FORM = /^(-?[0-9a-z]{1,9})\.(-?[0-9a-z]{1,9})\.([0-9a-z]{1,6})\.([0-9a-f-]{0,80})\.([0-9a-z]{1,7})$/;

/** A cursor as a short text for a URL, bound to its question (the parameters that decide what is found). */
export function encodeCursor({ max, time, pk, bookmark }: Cursor, question: string): string {
  const fields = [max, time, pk].map((field) => field.toString(36)).join(".");
  const text = `${fields}.${bookmark}`;
  return `${text}.${checksum(text + question)}`;
}

/** The cursor in a text. Throws where it is damaged, or belongs to another question. */
export function decodeCursor(text: string, question: string): Cursor {
  const [, max = "", time = "", pk = "", bookmark = "", check] = text.match(FORM) ?? [];
  if (check === undefined || check !== checksum(`${max}.${time}.${pk}.${bookmark}${question}`)) {
    throw invalidParameter(
      "cursor is damaged or belongs to another search; allowed: that of a next_url, as it was given",
    );
  }
  return { max: parseInt(max, 36), time: parseInt(time, 36), pk: parseInt(pk, 36), bookmark };
}

// FNV-1a, 32 bits (Fowler, Noll, Vo): against mistakes. A cursor forged with care shows nothing that a search does not.
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
