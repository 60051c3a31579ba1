import { cpus } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { openDatabase } from "../src/database.ts";
import { search } from "../src/media/walk.ts";
import { cpu } from "./cpu.ts";
import { photos } from "./data.ts";
import { folder } from "./folder.ts";
import { measure } from "./measure.ts";
import { endToEnd } from "./path.ts";
import { loadPostgis } from "./postgis.ts";
import { print } from "./print.ts";
import { questions } from "./question.ts";
import { exceeded, type Report, type Size } from "./report.ts";
import { startServer } from "./server.ts";
import { createFile, fill, openLocal } from "./store.ts";

/** `npm run bench`: builds photos, asks every engine the same, and prints what it took. Exits 1 where a budget is broken. */

const { values } = parseArgs({
  options: {
    rows: { type: "string" },
    postgis: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
  },
});
const sizes = values.rows ? values.rows.split(",").map(Number) : values.quick ? [20_000] : [100_000, 1_100_000];
if (!sizes.every((n) => Number.isInteger(n) && n >= 1_000 && n < 2 ** 26)) {
  console.error(
    `--rows is ${values.rows}; allowed: a number of photos from 1000 to ${2 ** 26 - 1}, or several with commas`,
  );
  process.exit(2);
}
const note = (text: string) => console.error(`[${(performance.now() / 1000).toFixed(0)} s] ${text}`);

const psql = values.postgis ? await startServer() : undefined;
if (values.postgis && !psql)
  note("PostGIS is left out: no server in /usr/lib/postgresql (apt-get install postgresql-15-postgis-3)");

const asked = questions(values.quick);
const done: Size[] = [];
let processor: Report["cpu"] | undefined;
let path: Report["path"] = [];
for (const n of sizes) {
  const state = folder();
  const data = photos(n);
  const name = await createFile(state);
  const load = fill(name, data);
  note(`${n} photos are loaded`);
  const postgis = psql && loadPostgis(psql, data);
  if (postgis) note("PostGIS has them too");
  const file = new DatabaseSync(name, { readOnly: true });
  file.exec("PRAGMA cache_size = -500000");
  const { env, dispose } = await openLocal(state);
  const rows: Size["rows"] = [];
  for (const question of asked) {
    rows.push(await measure(question, data, file, env.DB, postgis));
    if (rows.length % 24 === 0) note(`${rows.length} of ${asked.length} questions`);
  }
  done.push({ load, rows, ...(postgis && { postgis: { perSecond: postgis.perSecond, bytes: postgis.bytes } }) });
  if (n === sizes.at(-1)) {
    const full = asked[asked.findIndex(({ where, radius }) => where === "dense" && radius === 5_000)];
    if (!full) throw new Error("No question is dense.");
    processor = await cpu(asked, (await search(openDatabase(env.DB), full.search, null)).rows);
  }
  file.close();
  await dispose();
  if (n === sizes.at(-1)) path = await endToEnd(state, n, values.quick ? 1 : 3);
}
if (!processor) throw new Error("Nothing was asked.");

const [core] = cpus();
const machine = { cores: cpus().length, cpu: core?.model ?? "unknown", node: process.version };
const report: Report = { date: new Date().toISOString(), machine, sizes: done, cpu: processor, path };
console.log(values.json ? JSON.stringify(report, null, 2) : print(report));
process.exit(exceeded(report).length > 0 ? 1 : 0);
