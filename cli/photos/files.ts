import { randomBytes } from "node:crypto";
import { bound, run, selectFor } from "../batch.ts";
import { mediaNumber, nextFree } from "./media-id.ts";

/** A picture's file as `files` has it, with its photo where that is in. */
export interface StoredFile {
  hash: string;
  media_id: string;
  name: string;
  /** Unix seconds; null, as the rest, where the photo is not in. */
  created_time: number | null;
  owner: string | null;
  username: string | null;
}

/** Elements: hashes. */
const STORED = `
  SELECT f.hash, f.media_id, f.name, m.created_time, u.id AS owner, u.username
  FROM json_each(?1) j CROSS JOIN files f ON f.hash = j.value
    LEFT JOIN media m ON m.id = f.media_id LEFT JOIN users u ON u.pk = m.user_pk`;

/** Elements: media numbers. Those that a photo or a file has. */
const TAKEN = `
  SELECT j.value AS number FROM json_each(?1) j
  WHERE EXISTS (SELECT 1 FROM media WHERE id = j.value) OR EXISTS (SELECT 1 FROM files WHERE media_id = j.value)`;

/** Elements: [hash, media number, name]. */
const PUT = `
  INSERT INTO files (hash, media_id, name) SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2 FROM json_each(?1) j
  WHERE true ON CONFLICT DO NOTHING`;

/** What the names of a photo's objects begin with: nobody can guess it. */
export const newName = () => randomBytes(16).toString("base64url");

/** What is stored of the files with these hashes, by hash. */
export async function storedFiles(db: D1Database, hashes: string[]): Promise<Map<string, StoredFile>> {
  const rows = await selectFor<StoredFile>(db, STORED, hashes);
  return new Map(rows.map((row) => [row.hash, row]));
}

/**
 * Gives each file a number and a name, which it keeps: those that it has already, or the number that its time (`at`,
 * milliseconds since 1970) and hash make, or the next free one. Two that reserve the same file get the same.
 */
export async function reserve(
  db: D1Database,
  wanted: { hash: string; at: number }[],
): Promise<Map<string, StoredFile>> {
  for (;;) {
    const stored = await storedFiles(
      db,
      wanted.map(({ hash }) => hash),
    );
    const missing = wanted.filter(({ hash }) => !stored.has(hash));
    if (missing.length === 0) return stored;
    const numbers = await freeNumbers(
      db,
      missing.map(({ hash, at }) => mediaNumber(at, Buffer.from(hash, "base64url"))),
    );
    await run(
      db,
      bound(
        db,
        PUT,
        missing.map(({ hash }, i) => [hash, numbers[i], newName()]),
      ),
    );
  }
}

/** For each number the first from it on that nobody has. */
async function freeNumbers(db: D1Database, wanted: string[]): Promise<string[]> {
  const asked = new Set<string>();
  const taken = new Set<string>();
  for (;;) {
    const given = new Set<string>();
    for (const number of wanted) given.add(nextFree(number, taken.union(given)));
    const unknown = [...given.difference(asked)];
    if (unknown.length === 0) return [...given];
    for (const number of unknown) asked.add(number);
    for (const { number } of await selectFor<{ number: string }>(db, TAKEN, unknown)) taken.add(number);
  }
}

/** Elements: media numbers. */
const OF_MEDIA = "SELECT f.* FROM json_each(?1) j CROSS JOIN files f ON f.media_id = j.value";

/** The names under which objects of these media lie. */
export async function namesOf(db: D1Database, numbers: string[]): Promise<string[]> {
  const rows = await selectFor<{ name: string; stray: string | null }>(db, OF_MEDIA, numbers);
  return rows.flatMap(({ name, stray }) => (stray === null ? [name] : [name, stray]));
}

/** Elements: media numbers. */
export const DROP_FILES = "DELETE FROM files WHERE media_id IN (SELECT value FROM json_each(?1))";
