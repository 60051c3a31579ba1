import { invalidParameter } from "../errors.ts";

/** Where a page ended: everything before this place, in the order of the list, is yet to come. */
export interface Cursor {
  /** Integers that say where, as many for every page of a list. */
  place: number[];
  /** Of the database as the first page saw it, so that no later page sees an older one; "" where it has none. */
  bookmark: string;
}

const FORM = /^((?:-?[0-9a-z]{1,9}\.){1,4})([0-9a-f-]{0,80})\.([0-9a-z]{1,7})$/;

/** A cursor as a short text for a URL, bound to its question (the parameters that decide what is found). */
export function encodeCursor({ place, bookmark }: Cursor, question: string): string {
  const text = `${place.map((field) => `${field.toString(36)}.`).join("")}${bookmark}`;
  return `${text}.${checksum(text + question)}`;
}

/** The cursor in a text. Throws where it is damaged, or belongs to another question. */
export function decodeCursor(text: string, question: string): Cursor {
  const [, place = "", bookmark = "", check] = text.match(FORM) ?? [];
  if (check === undefined || check !== checksum(`${place}${bookmark}${question}`)) {
    throw invalidParameter(
      "cursor is damaged or belongs to another list; allowed: that of a next_url, as it was given",
    );
  }
  const fields = place.split(".").slice(0, -1);
  return { place: fields.map((field) => parseInt(field, 36)), bookmark };
}

// FNV-1a, 32 bits (Fowler, Noll, Vo): against mistakes. A cursor forged with care shows nothing that its list does not.
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
