import { describe, expect, test } from "vitest";
import { findings } from "./axe.ts";
import { hasBrowser, settled, visit } from "./browser.ts";
import { served } from "./house.ts";

describe.skipIf(!hasBrowser)("the page", () => {
  const at = served();

  const VIEWS = ["#/search", "#/popular", "#/popular?photo=3", "#/api/search", "#/search?lat=0&lng=0"];
  const SCREENS = [
    { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
    { viewport: { width: 390, height: 844 }, colorScheme: "dark", isMobile: true, hasTouch: true },
  ] as const;

  test.each(VIEWS.flatMap((view) => SCREENS.map((screen) => ({ view, screen }))))(
    "$view at $screen.viewport.width px, $screen.colorScheme, is fit for screen readers and no wider than the screen",
    async ({ view, screen }) => {
      // The page's own policy allows no script from elsewhere, axe included.
      const { page, faults } = await visit(at.browser, `${at.url}/${view}`, { ...screen, bypassCSP: true });
      await settled(page);
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        screen.viewport.width,
      );
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  test("its headers allow nothing from elsewhere, and no framing", async () => {
    const { headers } = await fetch(at.url);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    // A style or script in the page itself is refused.
    const { page } = await visit(at.browser, at.url);
    const refused = page.waitForEvent("console", (message) => message.text().includes("Content Security Policy"));
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.bad = true";
      document.body.append(script);
    });
    await refused;
    expect(await page.evaluate(() => "bad" in globalThis)).toBe(false);
    await page.context().close();
  });

  test("without a credential nothing is asked, and the page says what is missing", async () => {
    const { page, asked } = await visit(at.browser, `${at.url}/#/search`);
    await settled(page);
    await page.getByLabel("Client id").fill("");
    await page.keyboard.press("Enter");
    await settled(page);
    const before = asked.length;
    await page.goto(`${at.url}/#/popular`);
    await page.getByText("Who asks?").waitFor();
    expect(asked.length).toBe(before);
    await page.context().close();
  });
});
