import { spawn } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Account } from "./account.ts";
import { finished } from "./commands.ts";

const PARTS = [
  "console",
  "openapi",
  "node_modules",
  "src",
  "cli",
  "migrations",
  "public",
  "wrangler.toml",
  "package.json",
  "tsconfig.json",
];

/** A clone of its own, as far as commands see it, and an invented account beside it. Removed at the end. */
export async function clone(over: Partial<Account> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-"));
  for (const part of PARTS) symlinkSync(resolve(part), join(folder, part));
  const path = (name: string) => join(folder, name);
  const accounts = [{ id: "account-of-wren", name: "Wren" }];
  const nothing = { databases: [], namespaces: [], buckets: [], workers: [], r2: false, migrates: false };
  const empty: Account = { folder, accounts, ...nothing };
  const set = (account: Account) => writeFileSync(path("account.json"), JSON.stringify(account));
  set({ ...empty, ...over });
  const { DARKROOM_STATE, CI, CLOUDFLARE_ACCOUNT_ID, ...own } = process.env;
  const env = {
    ...own,
    ACCOUNT: path("account.json"),
    NODE_OPTIONS: `--import=${resolve("test/cli/account.ts")}`,
    INIT_CWD: folder,
  };
  const at = (more: object) => ({ cwd: folder, env: { ...env, ...more } });
  const read = (name: string) => (existsSync(path(name)) ? readFileSync(path(name), "utf8") : "");
  return {
    folder,
    deploy: (args: string[], more = {}) => finished(spawn("node", ["cli/deploy.ts", ...args], at(more))),
    darkroom: (args: string[], input = "") => finished(spawn("node", ["cli/darkroom.ts", ...args], at({})), input),
    /** Changes the account from outside. */
    change: (more: Partial<Account>) => set({ ...JSON.parse(read("account.json")), ...more }),
    /** What wrangler was told since the last time that this was asked. */
    calls() {
      const lines = read("calls").split("\n").filter(Boolean);
      writeFileSync(path("calls"), "");
      return lines;
    },
    config: () => JSON.parse(read("wrangler.deploy.json") || "null"),
    /** What remote stores were opened with. */
    given: () => JSON.parse(read("given.json") || "null"),
    write: (name: string, text: string) => writeFileSync(path(name), text),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
