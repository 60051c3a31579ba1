import { untilFree } from "../src/database.ts";

/** Rows to write, under the statement that writes them, in the order of writing. */
export type Writes = Map<string, unknown[][]>;
/** Adds a row to the writes of a statement. */
export type Write = (statement: string, ...row: unknown[]) => void;

// A bound text ends at 2 MB.
const LONGEST_PARAMETER = 1_500_000;
// How long a command waits for another process that holds the local database.
const PATIENCE_MS = 30_000;

// To a local database every call of `prepare` is a message to another process and back.
const prepared = new WeakMap<D1Database, Map<string, D1PreparedStatement>>();

/** A statement that takes one JSON array, bound to these elements: once, or several times where they are long. */
export function bound(db: D1Database, sql: string, elements: unknown[]): D1PreparedStatement[] {
  if (elements.length === 0) return [];
  const cache = prepared.get(db) ?? new Map<string, D1PreparedStatement>();
  prepared.set(db, cache);
  const statement = cache.get(sql) ?? db.prepare(sql);
  cache.set(sql, statement);
  return pieces(elements).map((piece) => statement.bind(piece));
}

/** Runs statements as one batch, all or none, again while another process holds the local database. */
export async function run(db: D1Database, statements: D1PreparedStatement[]): Promise<D1Result[]> {
  return statements.length === 0 ? [] : patiently(() => db.batch(statements));
}

/** The rows of one statement. */
export async function select<Row>(db: D1Database, sql: string, ...values: unknown[]): Promise<Row[]> {
  const [result] = await run(db, [db.prepare(sql).bind(...values)]);
  return (result?.results ?? []) as Row[];
}

/** The rows of a statement that takes one JSON array, for all of these elements. */
export async function selectFor<Row>(db: D1Database, sql: string, elements: unknown[]): Promise<Row[]> {
  return (await run(db, bound(db, sql, elements))).flatMap(({ results }) => results as Row[]);
}

/** Asks a store, again while another process holds it. For what is safe to do twice. */
export const patiently = <T>(work: () => Promise<T>): Promise<T> => untilFree(work, PATIENCE_MS);

/** Elements as JSON arrays, each short enough to be bound. */
function pieces(elements: unknown[]): string[] {
  const made: string[] = [];
  let open: string[] = [];
  let bytes = 0;
  for (const element of elements) {
    const text = JSON.stringify(element);
    const size = Buffer.byteLength(text) + 1;
    if (open.length > 0 && bytes + size > LONGEST_PARAMETER) {
      made.push(`[${open.join()}]`);
      open = [];
      bytes = 0;
    }
    open.push(text);
    bytes += size;
  }
  return [...made, `[${open.join()}]`];
}
