import { mkdirSync } from "node:fs";
import sharp from "sharp";
import { instance } from "../cli/commands.ts";
import { openBrowser, settled, visit } from "./browser.ts";

/** `npm run screenshots`: the pictures of the README, from a fresh demo. */

const SHOTS = [
  { name: "search", hash: "#/search", width: 1440, height: 900, colorScheme: "dark" },
  { name: "api", hash: "#/api/search?lat=48.858844&lng=2.294351", width: 1440, height: 900, colorScheme: "light" },
  { name: "phone-search", hash: "#/search", width: 390, height: 844, colorScheme: "light" },
  { name: "phone-popular", hash: "#/popular", width: 390, height: 844, colorScheme: "dark" },
] as const;

const own = await instance();
const server = await own.start();
const browser = await openBrowser();
mkdirSync("docs/screenshots", { recursive: true });
for (const { name, hash, width, height, colorScheme } of SHOTS) {
  const isMobile = width < 600;
  const options = { viewport: { width, height }, colorScheme, isMobile, hasTouch: isMobile, deviceScaleFactor: 1.5 };
  const { page } = await visit(browser, `${server.url}/${hash}`, options);
  await settled(page);
  await page.waitForTimeout(1000);
  await sharp(await page.screenshot())
    .webp({ quality: 72, effort: 6 })
    .toFile(`docs/screenshots/${name}.webp`);
  await page.context().close();
}
await browser.close();
await server.stop();
await own.remove();
