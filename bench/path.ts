import { putToken } from "../cli/tokens.ts";
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

const CONNECTIONS = [1, 8];
const TOKEN = "bench";

/** The whole path of a request: the three endpoints, and an empty route of a Worker that does nothing. */
export async function endToEnd(state: string, photos: number, seconds: number): Promise<Route[]> {
  const { env, dispose } = await openLocal(state);
  await putToken(env.KV, TOKEN, "1", []);
  await dispose();
  const search = (at: { lat: number; lng: number }, distance: number) =>
    `/v1/media/search?lat=${at.lat}&lng=${at.lng}&distance=${distance}&max_timestamp=${NOW}&access_token=${TOKEN}`;
  const routes: [name: string, path: string][] = [
    ["media", `/v1/media/${photos}?access_token=${TOKEN}`],
    ["search, dense, 5 km", search(DENSE, 5_000)],
    ["search, dense, 100 m", search(DENSE, 100)],
    ["search, stadium, 300 m", search(STADIUM, 300)],
    ["popular", `/v1/media/popular?access_token=${TOKEN}`],
  ];
  const empty = await drive("bench/empty.ts", state, [["empty route", "/empty"]], seconds);
  const ours = await drive("src/index.ts", state, routes, seconds);
  return [...empty, ...ours].map((route) => {
    const base = empty.find(({ connections }) => connections === route.connections)?.p50 ?? Number.NaN;
    return { ...route, ratio: route.p50 / base };
  });
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
