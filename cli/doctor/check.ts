import { select } from "../batch.ts";

/** Something that is not as it should be. */
export interface Problem {
  /** What is wrong, after its number: `cells that are missing`. */
  what: string;
  count: number;
  /** The first few of them. */
  examples: string[];
  repaired: boolean;
  /** What the operator can do where it can't be repaired here. */
  advice?: string;
}

/** What a check found, and how many rows or objects of each kind it read. */
export interface Findings {
  problems: Problem[];
  seen: Record<string, number>;
}

const EXAMPLES = 5;

/** Problems of one kind, as they are met. */
export function problem(what: string, repaired: boolean, advice?: string) {
  const found: Problem = { what, count: 0, examples: [], repaired, ...(advice !== undefined && { advice }) };
  return {
    found,
    add(examples: string[]) {
      found.count += examples.length;
      found.examples.push(...examples.slice(0, EXAMPLES - found.examples.length));
    },
  };
}

/** Those of which there are any. */
export const any = (...problems: { found: Problem }[]) =>
  problems.map(({ found }) => found).filter(({ count }) => count > 0);

/** The pks of a table in ranges of at most so many rows, both ends included, to its end. */
export async function* ranges(db: D1Database, table: "media" | "users", size: number) {
  for (let after = 0; ; ) {
    const sql = `SELECT max(pk) AS last, count(*) AS n FROM (SELECT pk FROM ${table} WHERE pk > ?1 ORDER BY pk LIMIT ${size})`;
    const [page] = await select<{ last: number | null; n: number }>(db, sql, after);
    if (!page || page.last === null) return;
    yield { first: after + 1, last: page.last, n: page.n };
    after = page.last;
  }
}
