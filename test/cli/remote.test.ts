import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clients } from "../../cli/commands/clients.ts";
import { demo } from "../../cli/commands/demo.ts";
import { importing } from "../../cli/commands/import.ts";
import { popular } from "../../cli/commands/popular.ts";
import { everywhere, leaves } from "../../cli/commands/remote.ts";
import { tokens } from "../../cli/commands/tokens.ts";
import { users } from "../../cli/commands/users.ts";
import { loadDemo, putDemoCredentials } from "../../cli/demo/load.ts";
import { paced } from "../../cli/pace.ts";
import type { Platform } from "../../cli/platform.ts";
import { clone } from "./clone.ts";
import { ndjson } from "./commands.ts";

/** `--remote` up to where wrangler would reach out: beyond that lie local stores of an invented account. */

let own: Awaited<ReturnType<typeof clone>>;
beforeAll(async () => {
  own = await clone({ r2: true, migrates: true });
  const made = await own.deploy(["--yes", "--location", "weur", "--pictures"]);
  expect(made).toMatchObject({ code: 0, stderr: "" });
  own.write("photos.ndjson", ndjson(60));
});
afterAll(() => own.remove());

const there = async (...args: string[]) => {
  const { code, stdout, stderr } = await own.darkroom([...args, "--remote", "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
};

test("every command has --remote and --yes", () => {
  const program = new Command();
  for (const noun of [importing, tokens, clients, users, popular, demo]) program.addCommand(noun);
  everywhere(program);
  expect(leaves(program).length).toBeGreaterThan(14);
  for (const command of leaves(program)) {
    expect(command.options.map(({ long }) => long)).toEqual(expect.arrayContaining(["--remote", "--yes"]));
  }
});

test("the stores are opened where they lie, with the ids of the account, and nothing else", async () => {
  expect(await there("tokens", "list")).toEqual([]);
  const { config, ...options } = own.given();
  expect(options).toEqual({
    configPath: join(own.folder, ".wrangler/state/remote.json"),
    persist: false,
    remoteBindings: true,
  });
  expect(config).toEqual({
    ...{ name: "darkroom", account_id: "account-of-wren", compatibility_date: expect.any(String) },
    d1_databases: [
      {
        ...{ binding: "DB", database_name: "darkroom", database_id: "database-of-darkroom" },
        ...{ migrations_dir: "migrations", remote: true },
      },
    ],
    kv_namespaces: [{ binding: "KV", id: "namespace-of-darkroom-kv", remote: true }],
    r2_buckets: [{ binding: "PICTURES", bucket_name: "darkroom-pictures", remote: true }],
  });
});

test("an import tells its rows and asks first, stops at its limit, and goes on another day", {
  timeout: 240_000,
}, async () => {
  const file = "photos.ndjson";
  const asked = await own.darkroom(["import", file, "--remote"]);
  expect(asked.code).toBe(2);
  expect(asked.stderr).toMatch(
    /60 photos come in, 0 change: up to (13|14)\d\d rows to write\. The free plan has 100000 a day: 2 %/,
  );
  expect(asked.stderr).toContain("There is no terminal to ask at: say --yes");
  expect(await there("users", "list")).toEqual([]);

  const added: number[] = [];
  for (let code: number | null = 1; code === 1 && added.length < 9; ) {
    const day = await own.darkroom(["import", file, "--remote", "--yes", "--limit-rows", "1500"]);
    code = day.code;
    added.push(Number(day.stdout.match(/media +(\d+) added/)?.[1]));
    expect(Number(day.stdout.match(/up to (\d+) rows written/)?.[1])).toBeLessThanOrEqual(1_500);
    expect(day.stdout.includes("Stopped before 1500 rows")).toBe(code === 1);
  }
  expect(added.length).toBeGreaterThan(1);
  expect(added.reduce((sum, count) => sum + count)).toBe(60);
  const here = JSON.parse((await own.darkroom(["users", "list", "--json"])).stdout);
  expect([(await there("users", "list")).length, here.length]).toEqual([7, 0]);
});

test("what ends something there asks first; what is known here only stays here", async () => {
  const { access_token } = await there("tokens", "create", "--user", "wren");
  const refused = await own.darkroom(["tokens", "revoke", access_token, "--remote"]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("the token ends.") });
  expect(await there("tokens", "list")).toHaveLength(1);
  expect((await own.darkroom(["tokens", "revoke", access_token, "--remote", "--yes"])).stdout).toContain("revoked");
  expect(await there("tokens", "list")).toEqual([]);
});

test("the demo and its credentials are written to no deployed instance", async () => {
  const nothing = new Proxy({}, { get: () => expect.unreachable("a store was touched") });
  const platform = { db: nothing, kv: nothing, bucket: undefined, remote: true } as unknown as Platform;
  await expect(loadDemo(platform, 0)).rejects.toThrow("for this machine only");
  await expect(putDemoCredentials(platform)).rejects.toThrow("for this machine only");
  // Nobody else writes them, and the local server is prepared over stores that are opened without remote bindings.
  const sources = readdirSync("cli", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const having = (text: RegExp) => sources.filter((name) => text.test(readFileSync(join("cli", name), "utf8"))).sort();
  expect(having(/"(ACCESS-TOKEN|CLIENT-ID|CLIENT-SECRET)"/)).toEqual([join("demo", "load.ts")]);
  expect(having(/loadDemo|putDemoCredentials/)).toEqual([join("demo", "load.ts"), "start.ts"]);
  expect(having(/openRemote/)).toEqual([join("commands", "platform.ts"), join("deploy", "run.ts"), "remote.ts"]);
  expect(readFileSync("cli/platform.ts", "utf8").match(/getPlatformProxy</g)).toHaveLength(1);
  expect(readFileSync("cli/platform.ts", "utf8")).toContain("remoteBindings: false");
});

test("after each batch as long a pause as its statements took", async () => {
  const begun: number[] = [];
  const db = {
    batch: async () => {
      begun.push(performance.now());
      return [{ meta: { duration: 60 } }, { meta: { duration: 40 } }];
    },
  };
  const slow = paced(db as unknown as D1Database);
  await Promise.all([slow.batch([]), slow.batch([]).then(() => slow.batch([]))]);
  await slow.batch([]);
  expect((begun.at(-1) ?? 0) - (begun.at(-2) ?? 0)).toBeGreaterThanOrEqual(99);
});

test("what is out of reach, or was never deployed, is told in a line", async () => {
  own.change({ fails: "remote" });
  const far = await own.darkroom(["users", "list", "--remote"]);
  expect(far).toMatchObject({
    code: 2,
    stderr: "darkroom can't be reached: Not logged in.\nLogged in? npx wrangler login\n",
  });
  const other = await clone();
  const none = await other.darkroom(["users", "list", "--remote"]);
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("Nothing was deployed from here") });
  await other.remove();
});
