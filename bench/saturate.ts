import { Agent, get } from "node:http";
import { parseArgs } from "node:util";
import { putClient } from "../cli/clients.ts";
import { loadDemo } from "../cli/demo/load.ts";
import { openPlatform } from "../cli/platform.ts";
import { putToken } from "../cli/tokens.ts";
import { quantile } from "./clock.ts";
import { folder } from "./folder.ts";
import { heapOf, resident } from "./memory.ts";
import { startWorker } from "./worker.ts";

/**
 * `npm run bench:load`: the server that `npm start` runs, on its own state and port, asked as fast as it answers. Every
 * answer is held against the first one to the same question. Exits 1 where one differs, or where the Worker's heap grows by
 * over a fifth after the first minute. The memory of all of workerd is told too: it grows with any Worker in it.
 */

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "180" }, connections: { type: "string", default: "16" } },
});
const [seconds, connections] = [Number(values.seconds), Number(values.connections)];
if (!(seconds >= 10 && connections >= 1)) {
  console.error("allowed: --seconds from 10 up, --connections from 1 up");
  process.exit(2);
}
const WARM_S = Math.min(60, seconds / 3);
const MOST_GROWTH = 1.2;

const state = folder();
const platform = await openPlatform(state);
await loadDemo(platform, Math.floor(Date.now() / 1000));
const [client_id, access_token] = ["load", "a token of the load run"];
await putClient(platform.kv, client_id, "load", "unused");
await putToken(platform.kv, access_token, "1", [], undefined, client_id);
await platform.close();
const worker = await startWorker("src/index.ts", state, `/v1/media/popular?client_id=${client_id}`);
const heap = await heapOf(worker);

const TOWER = "lat=48.858844&lng=2.294351&min_timestamp=1296251600&max_timestamp=1296251700";
const QUESTIONS = [
  [`/v1/media/3?access_token=${encodeURIComponent(access_token)}`, 200],
  [`/v1/media/shortcode/BQEEq?client_id=${client_id}`, 200],
  [`/v1/media/search?${TOWER}&access_token=${encodeURIComponent(access_token)}`, 200],
  [`/v1/media/search?${TOWER}&distance=5000&client_id=${client_id}`, 200],
  [`/v1/media/popular?count=5&client_id=${client_id}`, 200],
  [`/v1/media/999999999?access_token=${encodeURIComponent(access_token)}`, 400],
  [`/v1/media/search?lat=91&lng=0&client_id=${client_id}`, 400],
  ["/v1/media/3", 400],
] as const;

const agent = new Agent({ keepAlive: true, maxSockets: connections });
const right: string[] = [];
for (const [path, status] of QUESTIONS) {
  const first = await ask(path);
  if (first.status !== status) throw new Error(`${first.status} ${first.text}`);
  right.push(first.text);
}

const start = performance.now();
const times: number[] = [];
const wrong: string[] = [];
// Between two halves of the load nothing is under way that a measurement would have to wait for.
await drive(WARM_S);
const warm = { heap: await heap(), resident: resident(worker) };
await drive(seconds - WARM_S);
const last = { heap: await heap(), resident: resident(worker) };
agent.destroy();
await worker.stop();

const took = (performance.now() - start) / 1000;
times.sort((a, b) => a - b);
const growth = last.heap / warm.heap;
const MB = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
console.log(`${times.length} answers in ${took.toFixed(0)} s over ${connections} connections, ${wrong.length} wrong
${(times.length / took).toFixed(0)} a second; half within ${quantile(times, 0.5).toFixed(0)} ms, 99 of 100 within ${quantile(times, 0.99).toFixed(0)} ms
the Worker's heap: ${MB(warm.heap)} after ${WARM_S} s, ${MB(last.heap)} at the end: ${growth.toFixed(2)} times; budget: ${MOST_GROWTH}
all of workerd: ${MB(warm.resident)}, then ${MB(last.resident)}`);
for (const answer of wrong.slice(0, 5)) console.error(answer.slice(0, 300));
process.exit(wrong.length > 0 || growth > MOST_GROWTH ? 1 : 0);

async function drive(seconds: number) {
  const end = performance.now() + seconds * 1000;
  const client = async (_: unknown, i: number) => {
    for (let n = i; performance.now() < end; n++) {
      const at = n % QUESTIONS.length;
      const [path, status] = QUESTIONS[at] as (typeof QUESTIONS)[number];
      const sent = performance.now();
      const answer = await ask(path).catch((error) => ({ status: 0, text: String(error) }));
      times.push(performance.now() - sent);
      if (answer.status !== status || answer.text !== right[at]) wrong.push(`${answer.status} ${answer.text}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
}

function ask(path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = get(worker.origin + path, { agent, timeout: 30_000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text })).on("error", reject);
    });
    sent.on("error", reject).on("timeout", () => sent.destroy(new Error("no answer in 30 s")));
  });
}
