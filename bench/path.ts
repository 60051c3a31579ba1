import { putClient } from "../cli/clients.ts";
import { putToken } from "../cli/tokens.ts";
import type { Bindings } from "../src/env.ts";
import { rewriteKept } from "../src/kept.ts";
import { DENSE, NOW, STADIUM } from "./data.ts";
import { load, type Throughput } from "./load.ts";
import { openLocal } from "./store.ts";
import { startWorker } from "./worker.ts";

/** One route through workerd, at so many connections. */
export interface Route extends Throughput {
  route: string;
  connections: number;
  /** Milliseconds at the median, as a multiple of the empty route's at as many connections. */
  ratio: number;
}

type Stores = Pick<Bindings, "DB" | "KV">;

const CONNECTIONS = [1, 8];
const TOKEN = "bench";

/** The whole path of a request: the three endpoints, and an empty route of a Worker that does nothing. */
export async function endToEnd(state: string, photos: number, seconds: number): Promise<Route[]> {
  await prepare(state, async ({ DB, KV }) => {
    await putToken(KV, TOKEN, "1", []);
    await putClient(KV, TOKEN, "bench", TOKEN);
    // No list is kept, and for two minutes nobody may make one: every answer is made anew.
    await DB.prepare("UPDATE popular SET claimed = unixepoch()").run();
  });
  const search = (at: { lat: number; lng: number }, distance: number) =>
    `/v1/media/search?lat=${at.lat}&lng=${at.lng}&distance=${distance}&max_timestamp=${NOW}&access_token=${TOKEN}`;
  const routes: [name: string, path: string][] = [
    ["media", `/v1/media/${photos}?access_token=${TOKEN}`],
    ["search, dense, 5 km", search(DENSE, 5_000)],
    ["search, dense, 100 m", search(DENSE, 100)],
    ["search, stadium, 300 m", search(STADIUM, 300)],
    ["popular, warm, client", `/v1/media/popular?client_id=${TOKEN}`],
    ["popular, warm, user", `/v1/media/popular?access_token=${TOKEN}`],
  ];
  const empty = await drive("bench/empty.ts", state, [["empty route", "/empty"]], seconds);
  const cold: [string, string] = ["popular, cold, client", `/v1/media/popular?client_id=${TOKEN}`];
  const unkept = await drive("src/index.ts", state, [cold], seconds);
  await prepare(state, (env) => rewriteKept(env));
  const ours = await drive("src/index.ts", state, routes, seconds);
  return [...empty, ...ours, ...unkept].map((route) => {
    const base = empty.find(({ connections }) => connections === route.connections)?.p50 ?? Number.NaN;
    return { ...route, ratio: route.p50 / base };
  });
}

async function prepare(state: string, work: (env: Stores) => Promise<void>) {
  const { env, dispose } = await openLocal(state);
  await work(env);
  await dispose();
}

async function drive(script: string, state: string, routes: [string, string][], seconds: number) {
  const worker = await startWorker(script, state, routes[0]?.[1] ?? "/");
  const results: Omit<Route, "ratio">[] = [];
  for (const [route, path] of routes) {
    await load(worker.origin + path, 8, Math.min(1, seconds));
    for (const connections of CONNECTIONS) {
      results.push({ route, connections, ...(await load(worker.origin + path, connections, seconds)) });
    }
  }
  await worker.stop();
  return results;
}
