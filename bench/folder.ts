import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atEnd } from "./ending.ts";

/** A new temporary folder, gone when the process ends. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "darkroom-bench-"));
  atEnd(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}
