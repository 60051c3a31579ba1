import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Bindings } from "../src/env.ts";
import app from "../src/index.ts";
import { read } from "./answer.ts";

/** What a piece of work asked of the bindings. */
export interface Calls {
  /** Round trips to D1. */
  trips: number;
  /** As D1 counts them. */
  rowsRead: number;
  rowsWritten: number;
  /** Of the texts bound to statements, in bytes. */
  longestText: number;
  kvReads: number;
  kvWrites: number;
}

/** The bindings, with every call that goes over the network counted. */
export function countedBindings() {
  const calls: Calls = { trips: 0, rowsRead: 0, rowsWritten: 0, longestText: 0, kvReads: 0, kvWrites: 0 };
  const originals = new WeakMap<object, D1PreparedStatement>();

  const trip = async <T extends D1Result | D1Result[]>(work: Promise<T>): Promise<T> => {
    calls.trips++;
    const answer = await work;
    for (const { meta } of [answer].flat() as D1Result[]) {
      calls.rowsRead += meta.rows_read;
      calls.rowsWritten += meta.rows_written;
    }
    return answer;
  };
  const statement = (original: D1PreparedStatement): D1PreparedStatement => {
    const counted = over(original, {
      bind: (...values: unknown[]) => {
        const lengths = values.map((value) => (typeof value === "string" ? new TextEncoder().encode(value).length : 0));
        calls.longestText = Math.max(calls.longestText, ...lengths);
        return statement(original.bind(...values));
      },
      run: () => trip(original.run()),
      all: () => trip(original.all()),
      raw: () => uncounted("raw"),
      first: () => uncounted("first"),
    });
    originals.set(counted, original);
    return counted;
  };
  const database = <D extends D1Database | D1DatabaseSession>(original: D): D =>
    over(original, {
      prepare: (sql: string) => statement(original.prepare(sql)),
      batch: (list: D1PreparedStatement[]) => trip(original.batch(list.map((one) => originals.get(one) ?? one))),
      withSession: (start: D1SessionBookmark) => database((original as D1Database).withSession(start)),
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
  return { bindings: { ...env, DB: database(env.DB), KV: kv } as Bindings, calls };
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
  const whileAnswering = { ...calls };
  await waitOnExecutionContext(context);
  return { ...answer, calls: whileAnswering, callsInAll: calls };
}
