import type { Platform } from "../platform.ts";
import { checkCells } from "./cells.ts";
import type { Findings, Problem } from "./check.ts";
import { checkKept } from "./kept.ts";
import { checkOrphans } from "./orphans.ts";
import { checkPictures } from "./pictures.ts";
import { checkSchema, type Migration } from "./schema.ts";
import { checkTotals } from "./totals.ts";

/** What a look at an instance found. */
export interface Report {
  /** Whether nothing is wrong, or nothing any more. */
  healthy: boolean;
  checks: { check: string; problems: Problem[] }[];
  /** How much there is. */
  stored: Record<string, number>;
}

/**
 * Looks at all that is stored, and repairs what it can where `fix` says so. Page by page, so that nobody waits for it.
 * Later checks rely on what earlier ones have found well. `now` is in milliseconds since 1970.
 */
export async function examine(
  platform: Platform,
  { fix, now, migrations }: { fix: boolean; now: number; migrations: Migration[] },
): Promise<Report> {
  const { db, bucket } = platform;
  const checks: [string, () => Promise<Findings>][] = [
    ["schema", () => checkSchema(db, fix, migrations)],
    ["rows", () => checkOrphans(db, fix)],
    ["search", () => checkCells(db, fix)],
    ["totals", () => checkTotals(db, fix)],
    ["pictures", () => checkPictures(db, bucket, fix, now)],
    ["popular", () => checkKept(platform, fix, now / 1000)],
  ];
  const report: Report = { healthy: true, checks: [], stored: {} };
  for (const [check, look] of checks) {
    const { problems, seen } = await look();
    report.checks.push({ check, problems });
    Object.assign(report.stored, seen);
    if (problems.some(({ repaired }) => !repaired)) report.healthy = false;
    // Without its tables and triggers there is nothing to look at.
    if (check === "schema" && !report.healthy) return report;
  }
  report.stored["bytes of the database"] = (await db.prepare("SELECT 1").run()).meta.size_after;
  return report;
}

/** A report as lines for a terminal. */
export function reportLines({ healthy, checks, stored }: Report): string[] {
  const lines = checks.flatMap(({ check, problems }) =>
    problems.length === 0 ? [`ok        ${check}`] : problems.flatMap((one) => problemLines(check, one)),
  );
  const size = Object.entries(stored).map(([kind, n]) => `${n} ${kind}`);
  const { media = 0, cells = 0, likes = 0, comments = 0, slots = 0 } = stored;
  const each = (n: number) => (n / Math.max(1, media)).toFixed(1);
  const bytes = ((stored["bytes of the database"] ?? 0) / Math.max(1, media)).toFixed(0);
  const perPhoto = `a photo takes ${bytes} bytes of D1 and ${each(media + cells + likes + comments + slots)} rows`;
  return [
    ...lines,
    ...(size.length > 0 ? [`stored    ${size.join(", ")}`, `          ${perPhoto}`] : []),
    healthy ? "All is well." : "Something is wrong.",
  ];
}

function problemLines(check: string, { what, count, examples, repaired, advice }: Problem): string[] {
  const some = `${examples.join(", ")}${count > examples.length ? ", …" : ""}`;
  return [
    `${repaired ? "repaired" : "wrong   "}  ${check}: ${count} ${what}: ${some}`,
    ...(advice === undefined ? [] : [`          ${advice}`]),
  ];
}
