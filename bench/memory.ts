import { execFileSync } from "node:child_process";
import type { Worker } from "./worker.ts";

const DEADLINE_MS = 30_000;

/**
 * What tells the bytes of the Worker's own heap after a collection of garbage: what it holds on to. To be made before the
 * load, as wrangler lets no debugger in after thousands of requests.
 */
export async function heapOf({ inspector }: Worker): Promise<() => Promise<number>> {
  const [target] = (await (await fetch(`http://${inspector}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  if (!target) throw new Error("The Worker has no debugger.");
  // The debugger talks to pages of this machine only.
  const options = { headers: { Origin: "http://127.0.0.1" } };
  const socket = new WebSocket(target.webSocketDebuggerUrl, options as unknown as string[]);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", () => reject(new Error("The Worker's debugger does not answer.")));
  });
  let calls = 0;
  const call = (method: string) =>
    new Promise<{ usedSize: number }>((resolve, reject) => {
      const id = ++calls;
      setTimeout(() => reject(new Error(`${method}: no answer in ${DEADLINE_MS} ms`)), DEADLINE_MS).unref();
      socket.addEventListener("message", ({ data }) => {
        const message = JSON.parse(String(data));
        if (message.id === id) resolve(message.result);
      });
      socket.send(JSON.stringify({ id, method }));
    });
  return async () => {
    await call("HeapProfiler.collectGarbage");
    return (await call("Runtime.getHeapUsage")).usedSize;
  };
}

/** Bytes in memory of all of workerd, the local simulation of D1, KV and the rest among them. */
export function resident({ pid }: Worker): number {
  const all = execFileSync("ps", ["-eo", "pid=,ppid=,rss=,comm="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  const ours = new Set([String(pid)]);
  for (let found = 0; found < ours.size; ) {
    found = ours.size;
    for (const [pid = "", ppid = ""] of all) if (ours.has(ppid)) ours.add(pid);
  }
  return all.reduce((sum, [pid = "", , rss, comm]) => {
    return ours.has(pid) && comm === "workerd" ? sum + Number(rss) * 1024 : sum;
  }, 0);
}
