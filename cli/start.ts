import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { parseArgs } from "node:util";
import { loadDemo, putDemoCredentials } from "./demo/load.ts";
import { openPlatform, STATE, WRANGLER } from "./platform.ts";

/** `npm start`: prepares the local stores, serves them, and says what there is to try. Ends with all that it began. */

const { values } = parseArgs({ options: { empty: { type: "boolean", default: false } } });
const host = process.env.HOST ?? "127.0.0.1";
const port = Number(process.env.PORT ?? 8787);
const loopback = ["127.0.0.1", "::1", "localhost"].includes(host);

await needFreePort();
await prepare();
const server = serve();
await answers(server);
greet();

async function needFreePort() {
  const probe = createServer();
  const free = new Promise<boolean>((resolve) => {
    probe.once("error", () => resolve(false)).listen(port, host, () => probe.close(() => resolve(true)));
  });
  if (await free) return;
  console.error(`${host}:${port} is taken. Choose another port: PORT=8788 npm start`);
  process.exit(2);
}

/** The demo where there is nothing else, and the credentials that the seed's URLs have: on this machine only. */
async function prepare() {
  const platform = await openPlatform();
  await putDemoCredentials(platform);
  if (!values.empty) await loadDemo(platform, Math.floor(Date.now() / 1000));
  await platform.close();
}

function serve(): ChildProcess {
  const args = ["dev", "--ip", host, "--port", String(port), "--persist-to", STATE, "--log-level", "warn"];
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    // A group of its own, so that wrangler and workerd end with it. Without observability wrangler writes no URLs, which
    // carry tokens, to disk; its REST explorer has no password.
    detached: true,
    env: { ...process.env, X_LOCAL_OBSERVABILITY: "false", ...(!loopback && { X_LOCAL_EXPLORER: "false" }) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const end = () => child.pid && process.kill(-child.pid, "SIGTERM");
  // npm, and the shell that it runs us in, may be killed without a word to us.
  const above = [process.ppid, parentOf(process.ppid)];
  setInterval(() => above.every(isAlive) || end(), 500).unref();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  child.on("exit", (code) => process.exit(code ?? 0));
  return child;
}

function parentOf(pid: number): number {
  const { stdout } = spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" });
  return Number(stdout) || pid;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function answers(child: ChildProcess) {
  while (child.exitCode === null) {
    const answer = await fetch(`http://${host}:${port}/v1/media/popular?client_id=CLIENT-ID`).catch(() => null);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function greet() {
  const v1 = `http://${host}:${port}/v1/media`;
  const withDemo = [`${v1}/3`, `${v1}/search?lat=48.858844&lng=2.294351`, `${v1}/popular`];
  const tries = (values.empty ? [`${v1}/popular`] : withDemo).map((url) => {
    return `  curl '${url}${url.includes("?") ? "&" : "?"}access_token=ACCESS-TOKEN'`;
  });
  console.log(`
Darkroom answers at http://${host}:${port}. Open it in a browser, or try:

${tries.join("\n")}

Your own: npm run darkroom -- import PATH… --user NAME in another terminal. Ctrl-C ends this.`);
}
