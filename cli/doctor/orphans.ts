import { run, select } from "../batch.ts";
import { any, type Findings, problem } from "./check.ts";

const PAGE = 2_000;

// What nothing leads to is taken out; what is shown stays, and is told.
const REFERENCES = [
  { table: "comments", column: "media_pk", to: "media", key: "pk", drop: true },
  { table: "likes", column: "media_pk", to: "media", key: "pk", drop: true },
  { table: "like_slots", column: "media_pk", to: "media", key: "pk", drop: true },
  { table: "comments", column: "user_pk", to: "users", key: "pk", drop: false },
  { table: "likes", column: "user_pk", to: "users", key: "pk", drop: false },
  { table: "media", column: "user_pk", to: "users", key: "pk", drop: false },
  { table: "media", column: "location_id", to: "locations", key: "id", drop: false },
];

/** Rows that name another which is not there. The database itself keeps them out, unless its rules were turned off. */
export async function checkOrphans(db: D1Database, fix: boolean): Promise<Findings> {
  const problems = [];
  for (const { table, column, to, key, drop } of REFERENCES) {
    const advice = drop ? undefined : "Import the photos that they belong to again.";
    const found = problem(`values of ${table}.${column} that ${to} does not have`, fix && drop, advice);
    // Each value is looked up once, along the index of the column.
    const values = `SELECT DISTINCT ${column} AS value FROM ${table} WHERE ${column} > ?1 ORDER BY ${column} LIMIT ${PAGE}`;
    const lost = `SELECT value, NOT EXISTS (SELECT 1 FROM ${to} WHERE ${key} = value) AS lost FROM (${values})`;
    for (let after = Number.MIN_SAFE_INTEGER; ; ) {
      const page = await select<{ value: number; lost: 0 | 1 }>(db, lost, after);
      const last = page.at(-1);
      if (!last) break;
      const gone = page.filter((row) => row.lost).map(({ value }) => value);
      found.add(gone.map(String));
      const orphans = `${column} IN (SELECT value FROM json_each(?1)) AND NOT EXISTS (SELECT 1 FROM ${to} WHERE ${key} = ${column})`;
      if (fix && drop && gone.length > 0)
        await run(db, [db.prepare(`DELETE FROM ${table} WHERE ${orphans}`).bind(JSON.stringify(gone))]);
      after = last.value;
    }
    problems.push(found);
  }
  return { problems: any(...problems), seen: {} };
}
