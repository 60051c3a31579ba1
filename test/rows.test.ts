import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { importRecords } from "../cli/import/import.ts";
import { begin } from "../cli/import/tally.ts";
import { rebuildPopular } from "../cli/popular.ts";
import { setPrivate } from "../cli/privacy.ts";
import { MOVED, RERANKED } from "../cli/rows.ts";
import { needUser } from "../cli/users.ts";
import { author, comment, counted, person, record } from "./makers.ts";

/** What a command says that it will write is what D1 counts. */

let written = 0;
const db = new Proxy(env.DB, {
  get(target, name) {
    if (name !== "batch") return Reflect.get(target, name).bind(target);
    return async (statements: D1PreparedStatement[]) => {
      const results = await target.batch(statements);
      for (const { meta } of results) written += meta.rows_written;
      return results;
    };
  },
});

const PHOTOS = 200;
const owner = person();
const bare = () => record({ user: owner, latitude: 10.5, longitude: 20.5 });
const shown = () => ({
  ...bare(),
  comments: counted([comment(), comment()]),
  likes: counted([author(), author(), author()]),
  location: { id: Math.floor(Math.random() * 1e9), name: "A place", latitude: 10.5, longitude: 20.5 },
});

async function bring(records: unknown[]) {
  written = 0;
  const progress = begin((where, why) => expect.unreachable(`${where}: ${why}`));
  const found = records.map((value, i) => ({ where: String(i), value }));
  await importRecords(db, found, progress);
  return { told: progress.rows.written, counted: written };
}

const KINDS: [string, () => unknown][] = [
  ["bare photos", bare],
  ["photos with comments, likers and places", shown],
];
test.each(KINDS)("%s: D1 counts no more than is told, and not much less", async (_, make) => {
  const { told, counted } = await bring(Array.from({ length: PHOTOS }, () => make()));
  expect(counted).toBeLessThanOrEqual(told);
  expect(told).toBeLessThanOrEqual(1.4 * counted);
});

test("hiding, showing and ranking anew write no more rows than is told", async () => {
  const one = person();
  const photos = Array.from({ length: PHOTOS }, () => record({ user: one, latitude: 10.5, longitude: 20.5 }));
  await bring(photos);
  for (const hidden of [true, false]) {
    written = 0;
    await setPrivate(db, await needUser(env.DB, one.id), hidden);
    expect(written).toBeLessThanOrEqual(MOVED * PHOTOS);
    expect(written).toBeGreaterThan(0.7 * MOVED * PHOTOS);
  }
  written = 0;
  const count = await rebuildPopular(db);
  expect(written).toBeLessThanOrEqual(RERANKED * count);
});
