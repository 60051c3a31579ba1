import { KEPT_KEY, rewriteKept } from "../../src/kept.ts";
import { splitMediaId } from "../../src/media/id.ts";
import { select } from "../batch.ts";
import type { Platform } from "../platform.ts";
import { any, type Findings, problem } from "./check.ts";

// Seconds. The clocks of two machines may differ by so much.
const AHEAD_S = 60;

/** Elements: media numbers. Those that everyone may see. */
const PUBLIC = `
  SELECT m.id FROM json_each(?1) j CROSS JOIN media m ON m.id = j.value CROSS JOIN users u ON u.pk = m.user_pk AND NOT u.private`;

/**
 * The popular list that KV keeps, where it keeps one: whole, of the past, and with nothing that is hidden or gone. How
 * old it may be is for whoever asks for it: an old one is made anew for the answer. `now` is Unix seconds.
 */
export async function checkKept({ db, kv }: Platform, fix: boolean, now: number): Promise<Findings> {
  const damaged = problem("lines of the kept popular list that can't be read", fix);
  const hidden = problem("media of the kept popular list that nobody or not everybody may see", fix);
  const ahead = problem("dates of the kept popular list that are missing or in the future", fix);
  const { value, metadata } = await kv.getWithMetadata<{ made: number }>(KEPT_KEY, "text");
  const lines = (value ?? "").split("\n").filter(Boolean);
  const ids = lines.map(numberOf);
  damaged.add(lines.filter((_, i) => ids[i] === undefined).map((line) => line.slice(0, 60)));
  const visible = new Set((await select<{ id: string }>(db, PUBLIC, JSON.stringify(ids))).map(({ id }) => id));
  hidden.add(ids.filter((id) => id !== undefined && !visible.has(id)) as string[]);
  const made = metadata?.made;
  if (value !== null && !(typeof made === "number" && made <= now + AHEAD_S)) ahead.add([String(made)]);
  const problems = any(damaged, hidden, ahead);
  if (fix && problems.length > 0) await rewriteKept({ DB: db, KV: kv });
  return { problems, seen: { "kept media": lines.length } };
}

function numberOf(line: string): string | undefined {
  try {
    return splitMediaId(JSON.parse(line).id)?.number;
  } catch {
    return undefined;
  }
}
