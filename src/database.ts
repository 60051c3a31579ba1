import type { SQL } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { within } from "./deadline.ts";
import { messageOf, Unavailable } from "./errors.ts";

/** What the statements of one request cost, as D1 tells it: milliseconds of SQL, rows read, round trips. */
export interface Cost {
  ms: number;
  rows: number;
  trips: number;
}

/** The database as one request sees it. */
export interface Database {
  /**
   * Runs one statement that is safe to run twice, one round trip, and returns its rows. Throws `Unavailable` where D1
   * fails or takes over 3 s.
   */
  run<Row>(statement: SQL): Promise<Row[]>;
  /** Lets the reads to come see nothing older than a bookmark. */
  notBefore(bookmark: string): void;
  /** Of what was read last; "" where nothing was, or the database has none. */
  bookmark(): string;
  cost: Cost;
}

const REPEAT_MS = 1_000;

// Two processes on one local D1 (the dev server and an operator's command) collide with these, plain reads too.
const COLLISION = /database is locked|SQLITE_BUSY|Failed to get session commit token/;
// A fault in a statement of ours, as against a database out of reach.
const FAULT = /SQLITE_(ERROR|CONSTRAINT|MISMATCH|RANGE)|no such (table|column)|too many SQL variables/;

/**
 * A `Database` over a binding, for the length of one request. Reads may come from any replica, never going back in time;
 * from "first-primary" on they see all that was written before.
 */
export function openDatabase(
  binding: D1Database,
  start: "first-unconstrained" | "first-primary" = "first-unconstrained",
): Database {
  let session = binding.withSession(start);
  const cost: Cost = { ms: 0, rows: 0, trips: 0 };
  async function run<Row>(statement: SQL) {
    const db = drizzle(session as unknown as D1Database);
    const result = await within(
      "D1",
      untilFree(() => db.run(statement) as Promise<D1Result<Row>>),
    );
    cost.ms += result.meta.duration;
    cost.rows += result.meta.rows_read;
    cost.trips += 1;
    return result.results;
  }
  return {
    cost,
    run,
    notBefore(bookmark) {
      session = binding.withSession(bookmark);
    },
    bookmark: () => session.getBookmark() ?? "",
  };
}

/**
 * Does something that is safe to do twice, again while another process holds the database, for at most a second and at
 * moments that two callers don't share. Other failures are `Unavailable`, except faults of ours, which stay as they are.
 */
export async function untilFree<T>(work: () => Promise<T>, forMs = REPEAT_MS): Promise<T> {
  const end = Date.now() + forMs;
  for (let pause = 5; ; pause = Math.min(pause * 2, 100)) {
    try {
      return await work();
    } catch (error) {
      const reason = messageOf(error);
      if (FAULT.test(reason)) throw error;
      if (!COLLISION.test(reason) || Date.now() > end) throw new Unavailable(`D1: ${reason}`);
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    }
  }
}
