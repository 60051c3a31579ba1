import { describe, expect, test } from "vitest";
import { findings } from "./axe.ts";
import { hasBrowser, visit } from "./browser.ts";
import { elsewhere, served } from "./house.ts";

describe.skipIf(!hasBrowser)("photos outside the API", () => {
  const at = served();
  const media = async () => {
    const answer = await fetch(`${at.url}/v1/media/popular?count=100&client_id=CLIENT-ID`);
    const { data } = (await answer.json()) as { data: { link: string; type: string; comments: { count: number } }[] };
    return data;
  };

  test("the page shows picture and words, asks nobody else, and is accessible at both widths, light and dark", async () => {
    const all = await media();
    const image = all.find(({ type, comments }) => type === "image" && comments.count > 0)?.link ?? "";
    const video = all.find(({ type }) => type === "video")?.link ?? "";
    for (const url of [image, video, `${at.url}/p/D/`]) {
      for (const [width, colorScheme] of [
        [390, "light"],
        [1440, "dark"],
      ] as const) {
        const { page, faults } = await visit(at.browser, url, { viewport: { width, height: 900 }, colorScheme });
        await page.waitForLoadState("networkidle");
        const shown = page.locator(".print > *");
        const box = await shown.boundingBox();
        expect(box?.width).toBeGreaterThan(300);
        if (url !== video) {
          expect(await shown.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBeGreaterThan(300);
        }
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
        expect(faults).toEqual([]);
        await page.context().close();
        const open = await visit(at.browser, url, { bypassCSP: true, colorScheme });
        expect(await findings(open.page)).toEqual([]);
        await open.page.context().close();
      }
    }
  });

  test("the oEmbed answer that the page names shows its picture in a page of another origin, by fetch and as JSONP", async () => {
    const link = (await media()).find(({ type }) => type === "image")?.link ?? "";
    const named = (await (await fetch(link)).text()).match(/json\+oembed" title="[^"]*" href="([^"]*)"/)?.[1] ?? "";
    const embedding = `<script>
      const show = ({ url, width, height, title, author_name }) => {
        const image = Object.assign(new Image(width, height), { src: url, alt: title + ", " + author_name });
        document.body.append(image);
      };
      fetch("${named}").then((answer) => answer.json()).then(show);
    </script><script src="${named}&amp;callback=show&amp;maxwidth=200"></script>`;
    await elsewhere(embedding, async (url) => {
      const page = await at.browser.newPage();
      const faults: string[] = [];
      page.on("console", (message) => faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(error.message));
      await page.goto(url);
      await page.waitForFunction(
        () => document.images.length === 2 && [...document.images].every(({ naturalWidth }) => naturalWidth > 0),
      );
      const sizes = await page.evaluate(() =>
        [...document.images].map(({ width, naturalWidth }) => [width, naturalWidth]),
      );
      expect(sizes.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual([
        [150, 150],
        [612, 612],
      ]);
      expect(faults).toEqual([]);
      await page.close();
    });
  });
});
