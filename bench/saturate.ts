import { execFileSync, spawn } from "node:child_process";
import { Agent, get } from "node:http";
import { parseArgs } from "node:util";
import { quantile } from "./clock.ts";
import { atEnd } from "./ending.ts";
import { folder } from "./folder.ts";
import { freePort } from "./worker.ts";

/**
 * `npm run bench:load`: a server of `npm start`, on its own state and port, asked as fast as it answers. Every answer is
 * held against the first one to the same question. Exits 1 where one differs, or where memory grows by over a fifth after
 * the first minute.
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

const port = await freePort();
const env = { ...process.env, DARKROOM_STATE: folder(), PORT: String(port) };
const server = spawn(process.execPath, ["cli/start.ts"], { env, stdio: ["ignore", "pipe", "inherit"] });
atEnd(() => server.kill("SIGTERM"));
await new Promise<void>((resolve, reject) => {
  server.stdout.on("data", (text) => String(text).includes("Ctrl-C") && resolve());
  server.once("exit", (code) => reject(new Error(`npm start ended with ${code}`)));
});

const darkroom = (...args: string[]) =>
  JSON.parse(execFileSync(process.execPath, ["cli/darkroom.ts", ...args, "--json"], { env, encoding: "utf8" }));
const { client_id } = darkroom("clients", "create", "load", "--limit", "1000000000");
const { access_token } = darkroom("tokens", "create", "--user", "load", "--client", client_id);

const TOWER = "lat=48.858844&lng=2.294351&min_timestamp=1296251600&max_timestamp=1296251700";
const QUESTIONS = [
  [`/v1/media/3?access_token=${access_token}`, 200],
  [`/v1/media/shortcode/BQEEq?client_id=${client_id}`, 200],
  [`/v1/media/search?${TOWER}&access_token=${access_token}`, 200],
  [`/v1/media/search?${TOWER}&distance=5000&client_id=${client_id}`, 200],
  [`/v1/media/popular?count=5&client_id=${client_id}`, 200],
  [`/v1/media/999999999?access_token=${access_token}`, 400],
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
const end = start + seconds * 1000;
const times: number[] = [];
const wrong: string[] = [];
let warm = 0;
const timer = setTimeout(() => {
  warm = memory();
}, WARM_S * 1000);
await Promise.all(
  Array.from({ length: connections }, async (_, i) => {
    for (let n = i; performance.now() < end; n++) {
      const at = n % QUESTIONS.length;
      const [path, status] = QUESTIONS[at] as (typeof QUESTIONS)[number];
      const sent = performance.now();
      const answer = await ask(path).catch((error) => ({ status: 0, text: String(error) }));
      times.push(performance.now() - sent);
      if (answer.status !== status || answer.text !== right[at]) wrong.push(`${answer.status} ${answer.text}`);
    }
  }),
);
clearTimeout(timer);
const last = memory();
agent.destroy();

const took = (performance.now() - start) / 1000;
times.sort((a, b) => a - b);
const growth = last / warm;
const MB = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
console.log(`${times.length} answers in ${took.toFixed(0)} s over ${connections} connections, ${wrong.length} wrong
${(times.length / took).toFixed(0)} a second; half within ${quantile(times, 0.5).toFixed(0)} ms, 99 of 100 within ${quantile(times, 0.99).toFixed(0)} ms
workerd: ${MB(warm)} after ${WARM_S} s, ${MB(last)} at the end: ${growth.toFixed(2)} times; budget: ${MOST_GROWTH}`);
for (const answer of wrong.slice(0, 5)) console.error(answer.slice(0, 300));
process.exit(wrong.length > 0 || growth > MOST_GROWTH ? 1 : 0);

function ask(path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = get({ host: "127.0.0.1", port, path, agent, timeout: 30_000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text })).on("error", reject);
    });
    sent.on("error", reject).on("timeout", () => sent.destroy(new Error("no answer in 30 s")));
  });
}

/** Bytes in memory of all workerd that descend from the server. */
function memory(): number {
  const all = execFileSync("ps", ["-eo", "pid=,ppid=,rss=,comm="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  const ours = new Set([String(server.pid)]);
  let bytes = 0;
  for (let found = 0; found < ours.size; ) {
    found = ours.size;
    for (const [pid = "", ppid = ""] of all) if (ours.has(ppid)) ours.add(pid);
  }
  for (const [pid = "", , rss, comm] of all) if (ours.has(pid) && comm === "workerd") bytes += Number(rss) * 1024;
  return bytes;
}
