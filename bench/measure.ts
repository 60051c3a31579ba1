import type { DatabaseSync } from "node:sqlite";
import { openDatabase } from "../src/database.ts";
import type { MediaRow } from "../src/media/query.ts";
import { search } from "../src/media/walk.ts";
import { baseline } from "./baselines.ts";
import { type Timing, time } from "./clock.ts";
import type { Photos } from "./data.ts";
import type { Postgis } from "./postgis.ts";
import { COUNT, type Question, truth } from "./question.ts";
import { pageOf, recorder, textOf } from "./recorder.ts";
import { same, sameButForTheRim } from "./same.ts";

/** One question put to all engines, which gave the same answer. Times are milliseconds of the statement alone. */
export interface Row {
  radius: number;
  where: string;
  window: string;
  /** Photos in the circle and window, and how many of them the first answer of the walk holds. */
  total: number;
  found: number;
  /** `rows` of the walk alone, `answer` of all that the answer shows, as D1 counts them. */
  walk: Timing & { rows: number; answer: number; trips: number };
  box: Timing & { rows: number };
  timeline: Timing & { rows: number };
  postgis?: Timing;
}

/** Asks one question. Throws where two engines differ. */
export async function measure(
  { radius, where, window, search: asked }: Question,
  photos: Photos,
  file: DatabaseSync,
  d1: D1Database,
  postgis: Postgis | undefined,
): Promise<Row> {
  const name = `${radius} m, ${where}, ${window}`;
  const { pks, total } = truth(photos, asked, COUNT + 1);

  const { database, statements } = recorder(file);
  const first = await search(database, asked, null);
  const walked = first.rows.map(pkOf);
  const walks = statements.map(pageOf);
  for (let next = first.next; next && walked.length < COUNT; ) {
    const page = await search(database, { ...asked, upTo: next }, null);
    walked.push(...page.rows.map(pkOf));
    next = page.next;
  }
  same(`${name}: the walk`, walked.slice(0, COUNT), pks.slice(0, COUNT));
  if (!first.next) same(`${name}: the end of the walk`, walked, pks);

  const local = openDatabase(d1);
  for (const walk of walks) await local.run(walk);
  const whole = openDatabase(d1);
  same(`${name}: D1`, (await search(whole, asked, null)).rows.map(pkOf), first.rows.map(pkOf));
  const prepared = walks.map(textOf).map(({ text, params }) => ({ statement: file.prepare(text), params }));
  const timing = time(() => {
    for (const { statement, params } of prepared) statement.all(...params);
  });

  const sqlite = async (index: "bench_place" | "bench_time") => {
    const text = baseline(index, asked, COUNT + 1);
    const { results, meta } = await d1.prepare(text).all<{ pk: number }>();
    same(
      `${name}: ${index}`,
      results.map(({ pk }) => pk),
      pks,
    );
    const statement = file.prepare(text);
    return { ...time(() => statement.all()), rows: meta.rows_read };
  };
  const [box, timeline] = [await sqlite("bench_place"), await sqlite("bench_time")];
  const other = postgis?.ask(asked, COUNT + 1);
  if (other) sameButForTheRim(`${name}: PostGIS`, other.pks, pks, asked, photos);

  return {
    ...{ radius, where, window, total, found: first.rows.length },
    walk: { ...timing, rows: local.cost.rows, answer: whole.cost.rows, trips: whole.cost.trips },
    ...{ box, timeline },
    ...(other && { postgis: other.timing }),
  };
}

const pkOf = ({ id }: MediaRow) => Number(id);
