import * as z from "zod";
import { bound, run, type Write, type Writes } from "../batch.ts";
import { setPrivate } from "../privacy.ts";
import * as sql from "../statements.ts";
import { keysOf, tellExtraKeys } from "./keys.ts";
import { planPeople, planPlaces } from "./named.ts";
import { type Place, reason } from "./photo.ts";
import { fileAlone, personAlone, placeAlone } from "./record.ts";
import { type StoredUser, select } from "./stored.ts";
import { note, type Progress } from "./tally.ts";

/** What an export has beside photos: a person, a place or a picture's file, each as an object with this one key. */
const SHAPES = {
  user: z.object({ user: personAlone }),
  place: z.object({ place: placeAlone }),
  file: z.object({ file: fileAlone }),
};
const KEYS = Object.fromEntries(Object.entries(SHAPES).map(([kind, shape]) => [kind, keysOf(shape)]));

export type Alone = Partial<{
  user: z.output<typeof personAlone>;
  place: z.output<typeof placeAlone>;
  file: z.output<typeof fileAlone>;
}> & { where: string };

/** A record that is no photo but a person, place or file; undefined where it is none, refused where it is a damaged one. */
export function toAlone(value: unknown, where: string, progress: Progress): Alone | { refused: string } | undefined {
  const [kind, ...more] = typeof value === "object" && value !== null ? Object.keys(value) : [];
  if (more.length > 0 || (kind !== "user" && kind !== "place" && kind !== "file")) return undefined;
  const result = SHAPES[kind].safeParse(value);
  if (!result.success) return { refused: reason(result.error) };
  tellExtraKeys(KEYS[kind] ?? null, value, "", (what) => note(progress, what));
  return { ...result.data, where };
}

/** Stores people, places and files. Who is private is hidden at once, with all photos that are there already. */
export async function loadAlone(db: D1Database, records: Alone[], progress: Progress): Promise<void> {
  const people = records.flatMap(({ user }) => user ?? []);
  const places = records.flatMap(({ place }) => place ?? []) as Place[];
  const unknown = <Id, Row>(told: { id: Id }[], { stored }: { stored: Map<Id, Row> }) =>
    told.map(({ id }) => id).filter((id) => !stored.has(id));
  const files = records.flatMap(({ file, where }) => (file ? [{ ...file, where }] : []));
  const fileRows = files.map(({ hash, media_id, name }) => [hash, media_id, name]);
  const [users, located, others] = await select(db, [
    [sql.STORED_USERS, unknown(people, progress.users)],
    [sql.STORED_PLACES, unknown(places, progress.places)],
    [sql.OTHER_FILES, fileRows],
  ]);
  for (const user of users as StoredUser[]) progress.users.stored.set(user.id, user);
  for (const place of located as Place[]) progress.places.stored.set(place.id, place);
  const taken = new Map((others as { hash: string; media_id: string }[]).map((row) => [row.hash, row.media_id]));
  for (const { hash, where } of files) {
    if (taken.has(hash))
      progress.refuse(where, `file ${hash}: its bytes or its number are media ${taken.get(hash)} here`);
  }
  const writes: Writes = new Map([sql.PUT_USERS, sql.PUT_PLACES].map((statement) => [statement, []]));
  const write: Write = (statement, ...row) => writes.get(statement)?.push(row);
  planPeople(people, [], progress, write);
  planPlaces(
    places.map((place) => ({ ...NOTHING_TOLD, ...place })),
    progress,
    write,
  );
  if (progress.dry) return;
  await run(db, [
    ...[...writes].flatMap(([statement, rows]) => bound(db, statement, rows)),
    ...bound(db, sql.PUT_FILES, fileRows),
  ]);
  const hidden = people.filter((user) => user.private).map(({ id }) => id);
  const [shown] = await select(db, [[sql.PUBLIC_USERS, hidden]]);
  for (const user of shown as { pk: number }[]) {
    await setPrivate(db, user, true);
    progress.hidden.push(user.pk);
  }
}

const NOTHING_TOLD = { name: null, latitude: null, longitude: null };
