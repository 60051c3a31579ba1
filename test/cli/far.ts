import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GetPlatformProxyOptions, getPlatformProxy as real } from "wrangler";
import type { Account } from "./account.ts";

export * from "wrangler";

/** Wrangler's, but for remote bindings: those are local stores in the folder of the invented account. Notes what it was given. */
export async function getPlatformProxy(options: GetPlatformProxyOptions) {
  if (options.remoteBindings === false) return real(options);
  const { folder, fails } = JSON.parse(readFileSync(process.env.ACCOUNT ?? "", "utf8")) as Account;
  if (fails === "remote") throw new Error("Not logged in.");
  const text = readFileSync(options.configPath ?? "", "utf8");
  writeFileSync(join(folder, "given.json"), JSON.stringify({ ...options, config: JSON.parse(text) }));
  const configPath = join(folder, "far.json");
  writeFileSync(configPath, text.replaceAll('"remote":true', '"remote":false'));
  return real({ configPath, persist: { path: join(folder, "far", "v3") }, remoteBindings: false });
}
