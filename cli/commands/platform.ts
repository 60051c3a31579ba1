import { openPlatform, type Platform, STATE } from "../platform.ts";
import { openRemote } from "../remote.ts";
import { isRemote } from "./remote.ts";

/**
 * Does the work of a command on the stores, here or with `--remote` there, and closes them, whatever happens. Those here
 * are migrated before, unless `migrated` is false.
 */
export async function withPlatform(work: (platform: Platform) => Promise<void>, migrated = true): Promise<void> {
  const platform = await (isRemote() ? openRemote() : openPlatform(STATE, migrated));
  try {
    await work(platform);
  } finally {
    await platform.close();
  }
}

/** Prints what a command found: as text for people, or as JSON for scripts. */
export function print(options: { json?: boolean }, value: unknown, text: string): void {
  console.log(options.json ? JSON.stringify(value) : text);
}

/** Unix seconds to the minute, for people. */
export const minute = (seconds: number) =>
  `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
