import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Bindings } from "../src/env.ts";
import app from "../src/index.ts";
import { read } from "./answer.ts";

/** What a piece of work asked of D1. */
interface Spent {
  /** Round trips. */
  trips: number;
  /** As D1 counts them. */
  rowsRead: number;
  rowsWritten: number;
}

/** What a piece of work asked of the bindings. */
export interface Calls extends Spent {
  /** In sessions that begin at the primary: the work behind an answer. It is in none of the other figures. */
  atPrimary: Spent;
  /** Of the texts bound to statements, in bytes. */
  longestText: number;
  kvReads: number;
  kvWrites: number;
  /** Calls of a caller's counter. */
  takes: number;
}

/** The bindings, with every call that goes over the network counted; over another database where one is given. */
export function countedBindings(db: D1Database = env.DB) {
  const nothing = { trips: 0, rowsRead: 0, rowsWritten: 0 };
  const calls: Calls = { ...nothing, atPrimary: { ...nothing }, longestText: 0, kvReads: 0, kvWrites: 0, takes: 0 };
  const originals = new WeakMap<object, D1PreparedStatement>();

  const trip = async <T extends D1Result | D1Result[]>(spent: Spent, work: Promise<T>): Promise<T> => {
    spent.trips++;
    const answer = await work;
    for (const { meta } of [answer].flat() as D1Result[]) {
      spent.rowsRead += meta.rows_read;
      spent.rowsWritten += meta.rows_written;
    }
    return answer;
  };
  const statement = (original: D1PreparedStatement, spent: Spent): D1PreparedStatement => {
    const counted = over(original, {
      bind: (...values: unknown[]) => {
        const lengths = values.map((value) => (typeof value === "string" ? new TextEncoder().encode(value).length : 0));
        calls.longestText = Math.max(calls.longestText, ...lengths);
        return statement(original.bind(...values), spent);
      },
      run: () => trip(spent, original.run()),
      all: () => trip(spent, original.all()),
      raw: () => uncounted("raw"),
      first: () => uncounted("first"),
    });
    originals.set(counted, original);
    return counted;
  };
  const database = <D extends D1Database | D1DatabaseSession>(original: D, spent: Spent): D =>
    over(original, {
      prepare: (sql: string) => statement(original.prepare(sql), spent),
      batch: (list: D1PreparedStatement[]) => trip(spent, original.batch(list.map((one) => originals.get(one) ?? one))),
      withSession: (start: D1SessionBookmark) =>
        database((original as D1Database).withSession(start), start === "first-primary" ? calls.atPrimary : spent),
      exec: () => uncounted("exec"),
    });

  const kv = over(env.KV, {
    get: (...asked: [string]) => {
      calls.kvReads++;
      return env.KV.get(...asked);
    },
    put: (...given: [string, string]) => {
      calls.kvWrites++;
      return env.KV.put(...given);
    },
    getWithMetadata: (...asked: [string]) => {
      calls.kvReads++;
      return env.KV.getWithMetadata(...asked);
    },
  });
  const limiters = over(env.LIMITER, {
    getByName: (name: string) => {
      calls.takes++;
      return env.LIMITER.getByName(name);
    },
  });
  return { bindings: { ...env, DB: database(db, calls), KV: kv, LIMITER: limiters } as Bindings, calls };
}

function uncounted(method: string): never {
  throw new Error(`${method} is not counted: its answer does not tell what it cost`);
}

function over<T extends object>(original: T, methods: Record<string, unknown>): T {
  return new Proxy(original, {
    get(target, name) {
      if (typeof name === "string" && Object.hasOwn(methods, name)) return methods[name];
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** A request like `get`'s, with what it asked of the bindings, after the work that outlives the answer is done too. */
export async function visit(path: string, init?: RequestInit) {
  const { bindings, calls } = countedBindings();
  const context = createExecutionContext();
  const request = new Request(`https://darkroom.example${path}`, init);
  const answer = await read(request, await app.fetch(request, bindings, context));
  const whileAnswering = structuredClone(calls);
  await waitOnExecutionContext(context);
  return { ...answer, calls: whileAnswering, callsInAll: calls };
}
