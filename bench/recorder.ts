import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { is, SQL } from "drizzle-orm";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import type { Database } from "../src/database.ts";

const dialect = new SQLiteSyncDialect();

/** A statement as text and parameters: the very ones that D1 gets. */
export function textOf(statement: SQL): { text: string; params: SQLInputValue[] } {
  const { sql, params } = dialect.sqlToQuery(statement);
  return { text: sql, params: params as SQLInputValue[] };
}

/** The Worker's `Database` over SQLite in this process. It keeps the statements that it ran. */
export function recorder(db: DatabaseSync): { database: Database; statements: SQL[] } {
  const statements: SQL[] = [];
  const database: Database = {
    cost: { ms: 0, rows: 0, trips: 0 },
    notBefore: () => {},
    bookmark: () => "",
    async run<Row>(statement: SQL) {
      statements.push(statement);
      const { text, params } = textOf(statement);
      return db.prepare(text).all(...params) as Row[];
    },
  };
  return { database, statements };
}

/** The walk alone, of a statement that reads all that the answer shows: the page that it begins with. */
export function pageOf(statement: SQL): SQL {
  const page = statement.queryChunks.find((chunk): chunk is SQL => is(chunk, SQL));
  if (!page || !textOf(page).text.includes("RECURSIVE walk")) throw new Error("The statement has no walk in it.");
  return page;
}
