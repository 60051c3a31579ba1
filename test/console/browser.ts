import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Debian's Chromium, or the one that is named. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Whether there is a browser to test with. Where one is required (`BROWSER=required`), its absence is a failure. */
export const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser) {
  const words = `The console is NOT tested: there is no ${CHROMIUM} (apt-get install chromium; or CHROMIUM=/path).`;
  if (process.env.BROWSER === "required") throw new Error(words);
  console.warn(`\n${"!".repeat(words.length)}\n${words}\n${"!".repeat(words.length)}\n`);
}

/** A browser without a profile. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });

export interface Visit {
  page: Page;
  /** The paths and queries of the API's requests so far. */
  asked: string[];
  /** What must not happen on a page: errors, words on the console, requests elsewhere. */
  faults: string[];
}

/** A page of its own at `url`. An answer of 400 that a test asks for is no fault, though browsers print it. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  const [asked, faults]: [string[], string[]] = [[], []];
  const { origin } = new URL(url);
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (!/Failed to load resource.*400/.test(message.text())) faults.push(message.text());
  });
  page.on("request", (request) => {
    const { origin: other, pathname, search } = new URL(request.url());
    if (other !== origin) faults.push(request.url());
    else if (pathname.startsWith("/v1/")) asked.push(pathname + search);
  });
  await page.goto(url);
  return { page, asked, faults };
}

/** Waits until nothing is asked any more and the page says so. */
export async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(300);
  await page.waitForFunction(() => document.querySelector("main:not([aria-busy=true])"));
  await page.waitForLoadState("networkidle");
}
