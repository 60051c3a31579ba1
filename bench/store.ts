import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { getPlatformProxy } from "wrangler";
import type { Bindings } from "../src/env.ts";
import { cellsOf } from "../src/grid.ts";
import { BASELINE_INDEXES } from "./baselines.ts";
import { NOW, type Photos } from "./data.ts";

/** What it took to fill a database. */
export interface Load {
  photos: number;
  /** Photos a second: rows of media with their indexes, cells alone (with their sort), and both. */
  perSecond: { media: number; cells: number; both: number };
  /** Bytes of the database for each photo, without and with cells. */
  bytes: { without: number; with: number };
}

/** A local D1, as the Worker's own code sees it. `dispose` must be called. */
export const openLocal = (state: string) => getPlatformProxy<Bindings>({ persist: { path: join(state, "v3") } });

/** The file of a local D1 in an empty folder of state. */
export async function createFile(state: string): Promise<string> {
  const { env, dispose } = await openLocal(state);
  await env.DB.prepare("SELECT 1").run();
  await dispose();
  const folder = join(state, "v3/d1/miniflare-D1DatabaseObject");
  const file = readdirSync(folder).find((name) => name.endsWith(".sqlite") && !name.startsWith("metadata"));
  if (!file) throw new Error(`No database was made in ${folder}.`);
  return join(folder, file);
}

/** Fills the file with the project's schema and photos, cells as the importer makes them; then the baselines' indexes. */
export function fill(file: string, photos: Photos): Load {
  const db = new DatabaseSync(file);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA cache_size = -500000");
  for (const name of readdirSync("migrations")
    .filter((name) => name.endsWith(".sql"))
    .sort()) {
    const sql = readFileSync(join("migrations", name), "utf8");
    for (const statement of sql.split("--> statement-breakpoint")) db.exec(statement);
  }
  const n = photos.time.length;
  const size = () =>
    (db.prepare("SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size").get()
      ?.bytes as number) / n;
  const media = seconds(db, () => putMedia(db, photos));
  const without = size();
  const cells = seconds(db, () => putCells(db, photos));
  const bytes = { without, with: size() };
  for (const index of BASELINE_INDEXES) db.exec(index);
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
  return { photos: n, perSecond: { media: n / media, cells: n / cells, both: n / (media + cells) }, bytes };
}

function seconds(db: DatabaseSync, work: () => void): number {
  const start = performance.now();
  db.exec("BEGIN");
  work();
  db.exec("COMMIT");
  return (performance.now() - start) / 1000;
}

const USERS = 1_000;
// Comments and likes as many as an answer shows, on the photos of the last hour.
const SHOWN = 8;

function putMedia(db: DatabaseSync, { lat, lng, time }: Photos) {
  const user = db.prepare("INSERT INTO users (id, username, full_name) VALUES (?, ?, ?)");
  for (let i = 1; i <= USERS; i++) user.run(String(i), `user${i}`, `User ${i}`);
  const media = db.prepare(`INSERT INTO media (pk, id, suffixed, user_pk, type, created_time, filter, caption, tags,
      users_in_photo, images, link, latitude, longitude, point_shown, likes_base, comments_base, likes_count,
      comments_count, ranked_time, digest)
    VALUES (?1, ?2, 1, ?3, 'image', ?4, 'Normal', ?5, '["bench","photo"]', '[]', ?6, '', ?7, ?8, 1, ?9, 0, ?9, 0, ?4, '')`);
  const comment = db.prepare("INSERT INTO comments VALUES (?, ?, ?, ?, ?, 'A word or two about it.', ?)");
  const like = db.prepare("INSERT INTO likes VALUES (?, ?, ?, ?, ?)");
  for (let i = 0; i < time.length; i++) {
    const [pk, at] = [i + 1, time[i] ?? 0];
    const images = JSON.stringify(image(pk));
    const caption = JSON.stringify({ created_time: String(at), text: "A photo.", from: person(pk), id: `c${pk}` });
    const likes = pk % 100;
    media.run(pk, String(pk), owner(pk), at, caption, images, lat[i] ?? 0, lng[i] ?? 0, likes);
    for (let k = 0; k < SHOWN && at > NOW - 3_600; k++) {
      comment.run(pk, at + k, 0, `${pk}c${k}`, owner(pk + k), JSON.stringify(person(pk + k)));
      like.run(pk, at + k, 0, owner(pk + k), JSON.stringify(person(pk + k)));
    }
  }
}

const owner = (pk: number) => 1 + (pk % USERS);
const person = (pk: number) => ({
  username: `user${owner(pk)}`,
  full_name: "",
  profile_picture: "",
  id: String(owner(pk)),
});
const image = (pk: number) => ({ standard_resolution: { url: `/photos/${pk}.jpg`, width: 612, height: 612 } });

// In the order of the key, which is four times as fast as photo by photo.
function putCells(db: DatabaseSync, { lat, lng, time }: Photos) {
  const put = db.prepare("INSERT INTO media_cells VALUES (0, ?, (? << 26) | ?)");
  const cells = Array.from(time, (_, i) => cellsOf({ lat: lat[i] ?? 0, lng: lng[i] ?? 0 }).reverse());
  for (let level = 0; level < (cells[0]?.length ?? 0); level++) {
    const column = Float64Array.from(cells, (cell) => cell[level] ?? 0);
    const order = Uint32Array.from(time, (_, i) => i).sort((a, b) => (column[a] ?? 0) - (column[b] ?? 0) || a - b);
    for (const i of order) put.run(column[i] ?? 0, time[i] ?? 0, i + 1);
  }
}
