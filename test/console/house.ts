import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { instance } from "../cli/commands.ts";
import { openBrowser } from "./browser.ts";

/** The demo over `npm start`, and a browser, for the tests of one `describe`; both are there once they begin. */
export function served() {
  const at = {} as { url: string; browser: Browser };
  let end = async () => {};
  beforeAll(async () => {
    const own = await instance();
    end = own.remove;
    const [server, browser] = await Promise.all([own.start(), openBrowser()]);
    Object.assign(at, { url: server.url, browser });
    end = async () => {
      await browser.close();
      await server.stop();
      await own.remove();
    };
  });
  afterAll(() => end());
  return at;
}
