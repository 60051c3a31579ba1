import { cover } from "../src/cover.ts";
import type { Database } from "../src/database.ts";
import { toJson } from "../src/media/json.ts";
import type { MediaRow } from "../src/media/query.ts";
import { searchOf, searchParams } from "../src/media/search.ts";
import { parse } from "../src/params.ts";
import { popularList } from "../src/popular.ts";
import { NOW } from "./data.ts";
import type { Question } from "./question.ts";

/** Milliseconds of this machine's CPU for one request, in Node: means of many runs after as many to warm up. */
export interface Cpu {
  /** All covers of the questions: the mean of all, and of the dearest one. */
  cover: { mean: number; dearest: number };
  /** From the URL to an exact search, with its cover. */
  asking: number;
  /** From rows to the text of the answer: `rows` of them, and one. */
  answering: { rows: number; all: number; one: number };
  /** From the text that KV keeps to the text of the answer, 32 media. */
  popular: number;
}

const RUNS = 300;

/** `rows` are those of a full page. */
export async function cpu(questions: Question[], rows: MediaRow[]): Promise<Cpu> {
  const covers = questions.map(({ search: { centre, radius } }) => mean(() => cover(centre, radius)));
  const url = `http://localhost/v1/media/search?lat=48.8588&lng=2.2943&distance=5000&max_timestamp=${NOW}&access_token=t`;
  const text = (rows: MediaRow[]) => JSON.stringify({ meta: { code: 200 }, data: rows.map(toJson) });
  const hundred = Array.from({ length: 100 }, (_, i) => JSON.stringify(toJson(rows[i % rows.length] as MediaRow)));
  const kv = {
    getWithMetadata: async () => ({ value: hundred.join("\n"), metadata: { made: Math.floor(Date.now() / 1000) } }),
  } as unknown as KVNamespace;
  const popular = async () => {
    const { data } = await popularList(kv, {} as Database, 32, null);
    return JSON.stringify({ meta: { code: 200 }, data });
  };
  return {
    popular: await meanOf(popular),
    cover: { mean: covers.reduce((sum, ms) => sum + ms, 0) / covers.length, dearest: Math.max(...covers) },
    asking: mean(() => searchOf(parse(searchParams, new URL(url).searchParams), NOW)),
    answering: { rows: rows.length, all: mean(() => text(rows)), one: mean(() => text(rows.slice(0, 1))) },
  };
}

async function meanOf(work: () => Promise<unknown>): Promise<number> {
  let start = 0;
  for (let i = -RUNS; i < RUNS; i++) {
    if (i === 0) start = performance.now();
    await work();
  }
  return (performance.now() - start) / RUNS;
}

function mean(work: () => unknown): number {
  let start = 0;
  for (let i = -RUNS; i < RUNS; i++) {
    if (i === 0) start = performance.now();
    work();
  }
  return (performance.now() - start) / RUNS;
}
