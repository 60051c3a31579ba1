import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "../../console/api/endpoints.ts";
import { hasBrowser, settled, visit } from "./browser.ts";
import { elsewhere, served } from "./house.ts";

describe.skipIf(!hasBrowser)("the forms of the API", () => {
  const at = served();

  test("every endpoint has its form; what reads is asked at once, what writes is not", async () => {
    const { page, asked, faults } = await visit(at.browser, `${at.url}/#/api/search`);
    for (const { id, params, method } of ENDPOINTS) {
      await page.goto(`${at.url}/#/api/${id}`);
      await settled(page);
      expect(
        await page.locator(".params input").evaluateAll((all) => all.map((field) => field.getAttribute("name"))),
      ).toEqual(params.map(({ name }) => name));
      expect(await page.locator(".status").allTextContents()).toEqual(method === "GET" ? ["200 OK"] : []);
    }
    expect(asked).toContain("/v1/media/shortcode/D?client_id=CLIENT-ID");
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("a refusal stands there as the API words it, with what it cost; the form sends anything", async () => {
    const { page, faults } = await visit(at.browser, `${at.url}/#/api/search?lat=48.85&lng=2.29&distance=6000`);
    await settled(page);
    expect(await page.locator(".status").textContent()).toBe(
      '400 distance is "6000"; allowed: metres, a number up to 5000',
    );
    expect(await page.locator(".answer .cost").innerText()).toMatch(/of 5000\s+X-Ratelimit/);
    await page.locator("input[name=distance]").fill("500");
    await page.getByRole("button", { name: "Send" }).click();
    await settled(page);
    expect(await page.locator(".status").textContent()).toBe("200 OK");
    expect(page.url()).toContain("distance=500");
    // A link to it, opened anew, asks the same.
    await page.reload();
    await settled(page);
    expect(await page.locator("input[name=distance]").inputValue()).toBe("500");
    expect(await page.locator(".snippets code").innerText()).toContain("distance=500&client_id=CLIENT-ID");
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("the <script> tag that it shows works in a page of another origin", async () => {
    const { page } = await visit(at.browser, `${at.url}/#/api/shortcode?shortcode=D`);
    await settled(page);
    await page.getByRole("button", { name: "<script>" }).click();
    const tag = await page.locator(".snippets code").innerText();
    await page.context().close();
    const said = await elsewhere(tag, async (url) => {
      const other = await at.browser.newPage();
      const said = new Promise<string>((resolve) => other.once("console", (message) => resolve(message.text())));
      await other.goto(url);
      const text = await said;
      await other.close();
      return text;
    });
    expect(said).toMatch(/^200 \{/);
  });
});
