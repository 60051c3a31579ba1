import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { WRANGLER } from "../cli/platform.ts";
import { atEnd } from "./ending.ts";
import { request } from "./load.ts";

/** A Worker in workerd on loopback. */
export interface Worker {
  origin: string;
  /** Of wrangler, which workerd descends from. */
  pid: number;
  /** Where a debugger of the Worker may connect. */
  inspector: string;
  stop(): Promise<void>;
}

/** Serves a Worker on a free port from a folder of state; ready when `path` answers. It ends with us. */
export async function startWorker(script: string, state: string, path: string): Promise<Worker> {
  const [port, inspectorPort] = [await freePort(), await freePort()];
  const args = [
    "dev",
    script,
    "--ip",
    "127.0.0.1",
    "--port",
    String(port),
    "--inspector-port",
    String(inspectorPort),
    "--persist-to",
    state,
    "--log-level",
    "error",
    // More than a bench can ask for.
    "--var",
    "RATE_LIMIT:1000000000",
  ];
  const env = { ...process.env, CI: "true", X_LOCAL_OBSERVABILITY: "false", X_LOCAL_EXPLORER: "false" };
  // A group of its own, so that workerd ends with wrangler.
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    detached: true,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(-child.pid, signal);
  };
  const stop = () => {
    end("SIGTERM");
    return exited;
  };
  atEnd(() => end("SIGKILL"));
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 300; ; tries--) {
    try {
      await request(`${origin}${path}`);
      return { origin, pid: child.pid ?? 0, inspector: `127.0.0.1:${inspectorPort}`, stop };
    } catch (error) {
      if (tries === 0 || child.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
