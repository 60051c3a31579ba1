import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { atEnd } from "./ending.ts";
import { folder } from "./folder.ts";

const ROOT = "/usr/lib/postgresql";

/** Runs SQL in a PostgreSQL of our own and returns what psql prints, values only. `input` may be long. */
export type Psql = (sql: string, input?: Buffer) => string;

/**
 * Starts a PostgreSQL with PostGIS from Debian's package on a socket in a temporary folder, as the user `postgres` where
 * we are root, which it refuses to be. It ends with us. Undefined where none is installed.
 */
export async function startServer(): Promise<Psql | undefined> {
  const versions = existsSync(ROOT) ? readdirSync(ROOT).sort((a, b) => Number(b) - Number(a)) : [];
  const version = versions.find(
    (name) => existsSync(join(ROOT, name, "bin/initdb")) && existsSync(join(ROOT, name, "lib/postgis-3.so")),
  );
  if (!version) return undefined;
  const bin = (name: string) => join(ROOT, version, "bin", name);
  const dir = folder();
  const who = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : undefined;
  if (who) chownSync(dir, who.uid, who.gid);
  const data = join(dir, "data");
  const as = { cwd: dir, ...who };
  execFileSync(bin("initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"], {
    ...as,
    stdio: "ignore",
  });
  // All data in memory, no durability, no compiling of short queries: to its advantage.
  const settings = ["shared_buffers=1GB", "work_mem=256MB", "maintenance_work_mem=1GB", "fsync=off", "jit=off"];
  settings.push("random_page_cost=1.1", "max_wal_size=8GB", "listen_addresses=", `unix_socket_directories=${dir}`);
  const args = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
  const server = spawn(bin("postgres"), args, { ...as, stdio: "ignore" });
  atEnd(() => {
    server.kill("SIGQUIT");
    while (existsSync(join(data, "postmaster.pid")) && alive(server.pid)) Atomics.wait(PAUSE, 0, 0, 20);
  });
  const psql: Psql = (sql, input) => {
    const command = ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", dir, "-U", "postgres"];
    const options = { ...as, input: input ?? sql, encoding: "utf8", maxBuffer: 1e8 } as const;
    const { status, stdout, stderr } = spawnSync(bin("psql"), input ? [...command, "-c", sql] : command, options);
    if (status !== 0) throw new Error(`psql: ${stderr}`);
    return stdout;
  };
  for (let tries = 100; ; tries--) {
    try {
      psql("SELECT 1");
      return psql;
    } catch (error) {
      if (tries === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const PAUSE = new Int32Array(new SharedArrayBuffer(4));

const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));

function alive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
