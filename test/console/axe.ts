import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core");

interface Finding {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** What is serious or worse for people with a screen reader. The page's own policy must be bypassed: it allows no axe. */
export async function findings(page: Page) {
  await page.addScriptTag({ path: axe });
  const all = await page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: Finding[] }> } }
    ).axe.run();
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ html }) => html).slice(0, 3),
    }));
  });
  return all.filter(({ impact }) => impact === "serious" || impact === "critical");
}
