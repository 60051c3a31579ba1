import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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

/** A page of another origin, for as long as `work` looks at it. */
export async function elsewhere<T>(body: string, work: (url: string) => Promise<T>): Promise<T> {
  const other = createServer((_, answer) => {
    answer.setHeader("Content-Type", "text/html; charset=utf-8");
    answer.end(`<!doctype html><link rel="icon" href="data:,"><body>${body}</body>`);
  });
  await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
  try {
    return await work(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
  } finally {
    other.closeAllConnections();
    await new Promise((closed) => other.close(closed));
  }
}
