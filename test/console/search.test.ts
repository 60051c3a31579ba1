import { describe, expect, test } from "vitest";
import { hasBrowser, settled, type Visit, visit } from "./browser.ts";
import { served } from "./house.ts";

describe.skipIf(!hasBrowser)("search", () => {
  const at = served();

  const open = async (hash = "", options = {}) => {
    const seen = await visit(at.browser, `${at.url}/${hash}`, options);
    await settled(seen.page);
    return seen;
  };
  const lastOf = ({ asked }: Visit) => new URLSearchParams(asked.at(-1)?.split("?")[1]);
  const pins = ({ page }: Visit) => page.locator(".pin").count();
  const photos = ({ page }: Visit) => page.locator(".found li").count();

  test("the first paint has the demo around the documentation's point, on the map and in the grid", async () => {
    const seen = await open();
    expect(seen.asked).toEqual([
      "/v1/media/search?lat=48.858844&lng=2.294351&distance=1000&count=40&client_id=CLIENT-ID",
    ]);
    expect(await photos(seen)).toBe(40);
    expect(await pins(seen)).toBeGreaterThan(3);
    // Every photo that tells its point has its place in one pin or another.
    const { data } = (await (await fetch(at.url + seen.asked[0])).json()) as {
      data: { location: object | null }[];
    };
    const placed = data.filter(({ location }) => location).length;
    const counts = await seen.page.locator(".pin").allInnerTexts();
    expect(counts.reduce((sum, text) => sum + (Number(text) || 1), 0)).toBe(placed);
    expect(await seen.page.locator(".cost").innerText()).toMatch(/\d+\s*rows read/);
    expect(seen.faults).toEqual([]);
    await seen.page.context().close();
  });

  test("scrolling loads the further pages, each photo once", async () => {
    const seen = await open();
    for (let i = 0; i < 6; i++) {
      await seen.page.mouse.move(1200, 500);
      await seen.page.mouse.wheel(0, 20_000);
      await settled(seen.page);
    }
    const all = `${at.url}/v1/media/search?lat=48.858844&lng=2.294351&count=100&client_id=CLIENT-ID`;
    const { data } = (await (await fetch(all)).json()) as { data: { id: string }[] };
    expect(data.length).toBeGreaterThan(40);
    expect(await photos(seen)).toBe(data.length);
    expect(await seen.page.locator(".found h2").innerText()).toBe(`${data.length} photos, newest first`);
    expect(seen.faults).toEqual([]);
    await seen.page.context().close();
  });

  test("dragging the circle, and its rim, changes the request, the address and the pins", async () => {
    const seen = await open();
    const before = await seen.page.locator(".pin").evaluateAll((all) => all.map((pin) => pin.getAttribute("data-pin")));
    const drag = async (hand: string, x: number, y: number) => {
      const box = await seen.page.locator(hand).boundingBox();
      if (!box) throw new Error(`no ${hand}`);
      const [fromX, fromY] = [box.x + box.width / 2, box.y + box.height / 2];
      await seen.page.mouse.move(fromX, fromY);
      await seen.page.mouse.down();
      await seen.page.mouse.move(fromX + x, fromY + y, { steps: 5 });
      await seen.page.mouse.up();
      await settled(seen.page);
    };
    await drag(".hand.rim", -140, 0);
    const radius = Number(lastOf(seen).get("distance"));
    expect(radius).toBeGreaterThan(100);
    expect(radius).toBeLessThan(900);
    expect(new URLSearchParams(new URL(seen.page.url()).hash.split("?")[1]).get("distance")).toBe(String(radius));
    await drag(".hand.centre", -90, 60);
    expect(Number(lastOf(seen).get("lng"))).toBeLessThan(2.294351);
    expect(Number(lastOf(seen).get("lat"))).toBeLessThan(48.858844);
    expect(lastOf(seen).get("distance")).toBe(String(radius));
    expect(await seen.page.locator("input[name=distance]").inputValue()).toBe(String(radius));
    const after = await seen.page.locator(".pin").evaluateAll((all) => all.map((pin) => pin.getAttribute("data-pin")));
    expect(after).not.toEqual(before);
    expect(seen.faults).toEqual([]);
    await seen.page.context().close();
  });

  test("the keyboard moves and resizes the circle, slides the window, and opens a photo", async () => {
    const seen = await open();
    await seen.page.locator(".hand.rim").focus();
    await seen.page.keyboard.press("ArrowLeft");
    await settled(seen.page);
    expect(lastOf(seen).get("distance")).toBe("910");
    await seen.page.locator(".hand.centre").focus();
    await seen.page.keyboard.press("ArrowUp");
    await settled(seen.page);
    expect(Number(lastOf(seen).get("lat"))).toBeCloseTo(48.858844 + 91 / 111_195, 4);
    await seen.page.getByRole("slider", { name: "Window of time" }).focus();
    await seen.page.keyboard.press("PageDown");
    await settled(seen.page);
    const [min, max] = [Number(lastOf(seen).get("min_timestamp")), Number(lastOf(seen).get("max_timestamp"))];
    expect(max - min).toBe(5 * 86_400);
    expect(Math.abs(Date.now() / 1000 - 86_400 - max)).toBeLessThan(60);
    // The window stretches to 7 days and no further.
    await seen.page.getByRole("slider", { name: "Window begins" }).focus();
    for (let i = 0; i < 4; i++) await seen.page.keyboard.press("PageDown");
    await settled(seen.page);
    expect(Number(lastOf(seen).get("max_timestamp")) - Number(lastOf(seen).get("min_timestamp"))).toBe(7 * 86_400);
    await seen.page.locator(".found li button").first().focus();
    await seen.page.keyboard.press("Enter");
    await seen.page.getByRole("dialog").waitFor();
    await seen.page.keyboard.press("Escape");
    await seen.page.getByRole("dialog").waitFor({ state: "detached" });
    expect(seen.faults).toEqual([]);
    await seen.page.context().close();
  });

  test("over the date line the circle finds photos on both sides, and pins stand together", async () => {
    const seen = await open("#/search?lat=-16.8&lng=179.999&distance=5000&span=604800");
    const lngs = new Set<number>();
    const found = await (await fetch(`${at.url}${seen.asked.find((path) => path.includes("lng=179.999"))}`)).json();
    for (const { location } of (found as { data: { location: { longitude: number } }[] }).data) {
      lngs.add(Math.sign(location.longitude));
    }
    expect([...lngs].sort()).toEqual([-1, 1]);
    const map = await seen.page.locator(".map").boundingBox();
    for (const pin of await seen.page.locator(".pin").all()) {
      const box = await pin.boundingBox();
      expect(box && map && box.x > map.x && box.x < map.x + map.width).toBe(true);
    }
    const counts = await seen.page.locator(".pin").allInnerTexts();
    expect(counts.reduce((sum, text) => sum + (Number(text) || 1), 0)).toBe(await photos(seen));
    // Carried over the line with the keys, the centre is a longitude again.
    await seen.page.locator(".hand.centre").focus();
    await seen.page.keyboard.press("ArrowRight");
    await settled(seen.page);
    expect(Number(lastOf(seen).get("lng"))).toBeLessThan(-179.9);
    expect(seen.faults).toEqual([]);
    await seen.page.context().close();
  });

  test("Enter on a pin of several draws nearer, and opens the newest where all lie on one spot", async () => {
    const seen = await open();
    const several = seen.page.getByRole("button", { name: /photos here/ });
    for (let steps = 0; steps < 8 && !seen.page.url().includes("photo="); steps++) {
      await several.first().focus();
      await seen.page.keyboard.press("Enter");
      await settled(seen.page);
      await seen.page.waitForTimeout(800);
    }
    await seen.page.getByRole("dialog").waitFor();
    expect(seen.faults).toEqual([]);
    await seen.page.context().close();
  });

  test("an empty place says so and leads to where photos are", async () => {
    const seen = await open("#/search?lat=0&lng=0&distance=10");
    expect(await seen.page.locator(".found .says").innerText()).toContain("Nothing was photographed here");
    await seen.page.getByRole("button", { name: "Go to where photos are" }).click();
    await seen.page.locator(".found li").first().waitFor();
    expect(lastOf(seen).get("lat")).not.toBe("0");
    await seen.page.context().close();
  });
});
