import { rewriteKept } from "../../src/kept.ts";
import { bound, run } from "../batch.ts";
import { putClient } from "../clients.ts";
import { importRecords } from "../import/import.ts";
import { toPhoto } from "../import/photo.ts";
import { storedMedia } from "../import/stored.ts";
import { begin } from "../import/tally.ts";
import { removeMedia } from "../media.ts";
import type { Platform } from "../platform.ts";
import { setPrivate } from "../privacy.ts";
import * as sql from "../statements.ts";
import { putToken } from "../tokens.ts";
import { needUser, putUser } from "../users.ts";
import { demoCollection, type V1Media } from "./collection.ts";
import { privatePerson } from "./people.ts";
import { samples } from "./samples.ts";

/** In KV once the demo was taken out for good. */
const REMOVED = "demo:removed";

/**
 * Puts the demo into an empty database, dated from `now` (Unix seconds) backwards; dates it anew where it is there
 * already, so that searches of the last days find it. Leaves a collection alone that the demo is not part of.
 */
export async function loadDemo(platform: Platform, now: number): Promise<void> {
  const { db, kv } = here(platform);
  const collection: V1Media[] = demoCollection(now);
  const [present, any] = await run(db, [
    db.prepare("SELECT 1 FROM media WHERE id = ?1").bind(collection[0]?.id),
    db.prepare("SELECT 1 FROM media LIMIT 1"),
  ]);
  const isEmpty = any?.results.length === 0;
  if (present?.results.length === 0 && (!isEmpty || (await kv.get(REMOVED)))) return;
  const records = [...(isEmpty ? samples : []), ...collection];
  await importRecords(
    db,
    records.map((value, i) => ({ where: `demo ${i}`, value })),
    begin(complain),
  );
  if (isEmpty) await setPrivate(db, await needUser(db, privatePerson.id), true);
  await rewriteKept({ DB: db, KV: kv });
}

/** The credentials that the URLs of the documentation have, well known as they are: on this machine only. */
export async function putDemoCredentials(platform: Platform): Promise<void> {
  const { db, kv } = here(platform);
  const me = { id: "1000001", username: "darkroom" };
  await putUser(db, me);
  await putToken(kv, "ACCESS-TOKEN", me.id, ["likes"]);
  await putClient(kv, "CLIENT-ID", "local", "CLIENT-SECRET");
}

function here(platform: Platform): Platform {
  if (platform.remote) throw new Error("The demo and its credentials are for this machine only.");
  return platform;
}

/** Takes out the demo, for good: no later start brings it back. Returns how many media it had. */
export async function removeDemo({ db, kv, bucket }: Platform): Promise<number> {
  const collection = [...(await unchangedSamples(db)), ...demoCollection(0)];
  const count = await removeMedia(
    db,
    bucket,
    collection.map(({ id }) => id),
  );
  const named = collection.flatMap(({ user, likes, comments }) => {
    return [user.id, ...likes.data.map(({ id }) => id), ...comments.data.map(({ from }) => from.id)];
  });
  await run(db, bound(db, sql.DROP_LEFTOVER_USERS, [...new Set(named)]));
  await kv.put(REMOVED, "1");
  await rewriteKept({ DB: db, KV: kv });
  return count;
}

/** The samples that are as they came: their short numbers may have been given to photos of the operator's since. */
async function unchangedSamples(db: D1Database): Promise<V1Media[]> {
  const stored = await storedMedia(
    db,
    samples.map(({ id }) => id),
  );
  return samples.filter((sample) => {
    const photo = toPhoto(sample, () => {});
    return "digest" in photo && stored.get(sample.id)?.digest === photo.digest;
  });
}

function complain(where: string, reason: string): never {
  throw new Error(`The demo is damaged: ${where}: ${reason}`);
}
