import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An instance of its own: an empty folder for local data, removed at the end. */
export async function instance() {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-"));
  const env = { ...process.env, DARKROOM_STATE: join(folder, "state"), INIT_CWD: folder };
  return {
    folder,
    /** `npm run darkroom -- …` in that folder, to its end. */
    darkroom: (args: string[], input = "") => finished(spawn("node", ["cli/darkroom.ts", ...args], { env }), input),
    /** The same, under way. */
    begin: (args: string[]) => spawn("node", ["cli/darkroom.ts", ...args], { env, detached: true }),
    /** `npm start -- …` on a free port, answering. */
    async start(...args: string[]) {
      const port = await freePort();
      const child = spawn("npm", ["start", "--", ...args], { env: { ...env, PORT: String(port) }, detached: true });
      const said = await until(child, /Ctrl-C/);
      return {
        said,
        url: `http://127.0.0.1:${port}`,
        port,
        child,
        /** Ctrl-C, as a terminal sends it: to the whole group. */
        stop: () => ended(child, () => child.pid && process.kill(-child.pid, "SIGINT")),
        /** `kill`, of npm alone. */
        kill: (signal: NodeJS.Signals) => ended(child, () => child.kill(signal)),
      };
    },
    write: async (name: string, text: string) => {
      await writeFile(join(folder, name), text);
      return name;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A process's exit code and what it printed. */
export async function finished(child: ChildProcess, input = "") {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  // A process that ends at once reads nothing.
  child.stdin?.on("error", () => {}).end(input);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr };
}

async function until(child: ChildProcess, pattern: RegExp): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    const hear = (text: string) => {
      said += text;
      if (pattern.test(said)) resolve(said);
    };
    child.stdout?.setEncoding("utf8").on("data", hear);
    child.stderr?.setEncoding("utf8").on("data", hear);
    child.once("exit", (code) => reject(new Error(`It ended with ${code}:\n${said}`)));
  });
}

/** Ends a process and waits until it is gone. */
async function ended(child: ChildProcess, end: () => void) {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  end();
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** v1 media by invented people as newline-delimited JSON: number `first` and the ones after it. */
export function ndjson(count: number, first = 1): string {
  const size = (id: number, px: number) => ({ url: `https://pictures.example/${id}/${px}.jpg`, width: px, height: px });
  return Array.from({ length: count }, (_, i) => {
    const id = first + i;
    const owner = 500 + (id % 7);
    return JSON.stringify({
      id: String(id),
      type: "image",
      created_time: String(1_700_000_000 + id),
      user: { username: `person${owner}`, full_name: "", profile_picture: "", id: String(owner) },
      comments: {
        count: 1,
        data: [{ created_time: "1700000000", text: `to ${id}`, from: { username: "una", id: "9" }, id: `${id}1` }],
      },
      likes: { count: 3, data: [{ username: "una", full_name: "Una Quay", id: "9", profile_picture: "" }] },
      images: { low_resolution: size(id, 306), thumbnail: size(id, 150), standard_resolution: size(id, 612) },
      latitude: 40 + (id % 1000) / 1e5,
      longitude: 10,
    });
  }).join("\n");
}
