import { run, select } from "../batch.ts";
import { any, type Findings, problem } from "./check.ts";

/** A migration by its file's name, with its statements. */
export interface Migration {
  name: string;
  queries: string[];
}

const MADE = /^(?:--.*\n|\s)*CREATE (?:UNIQUE )?(TABLE|INDEX|TRIGGER) [`"]?(\w+)/;
const DROPPED = /^(?:--.*\n|\s)*DROP (?:TABLE|INDEX|TRIGGER) [`"]?(\w+)/;

/** The names of migrations that a database has not seen; all where it is empty. */
export async function unapplied(db: D1Database, names: string[]): Promise<string[]> {
  const tables = await select(db, "SELECT 1 FROM sqlite_schema WHERE name = 'd1_migrations'");
  if (tables.length === 0) return names;
  const rows = await select<{ name: string }>(db, "SELECT name FROM d1_migrations");
  const applied = new Set(rows.map(({ name }) => name));
  return names.filter((name) => !applied.has(name));
}

/** What the migrations made is there: tables, indexes, triggers, and the row of settings. An index or trigger is made anew. */
export async function checkSchema(db: D1Database, fix: boolean, migrations: Migration[]): Promise<Findings> {
  const expected = new Map<string, { kind: string; sql: string }>();
  for (const sql of migrations.flatMap(({ queries }) => queries)) {
    const [, kind, name] = sql.match(MADE) ?? [];
    const dropped = sql.match(DROPPED)?.[1];
    if (kind && name) expected.set(name, { kind, sql });
    if (dropped) expected.delete(dropped);
  }
  const there = await select<{ name: string }>(db, "SELECT name FROM sqlite_schema");
  const names = new Set(there.map(({ name }) => name));
  const absent = [...expected].filter(([name]) => !names.has(name));
  const [tables, others] = [
    absent.filter(([, { kind }]) => kind === "TABLE"),
    absent.filter(([, { kind }]) => kind !== "TABLE"),
  ];
  const noTable = problem(
    "tables that are missing",
    false,
    "Export what is left, and import it into an empty database.",
  );
  const noOther = problem("indexes and triggers that are missing", fix);
  const noSettings = problem("settings of popular that are missing (24 hours, then)", fix);
  noTable.add(tables.map(([name]) => name));
  noOther.add(others.map(([name]) => name));
  if (fix && others.length > 0)
    await run(
      db,
      others.map(([, { sql }]) => db.prepare(sql)),
    );
  if (tables.length === 0) {
    const settings = await select(db, "SELECT 1 FROM popular");
    if (settings.length === 0) noSettings.add(["half_life"]);
    if (fix && settings.length === 0)
      await run(db, [db.prepare("INSERT INTO popular (half_life, claimed) VALUES (86400, 0)")]);
  }
  return { problems: any(noTable, noOther, noSettings), seen: {} };
}
