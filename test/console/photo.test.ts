import { describe, expect, test } from "vitest";
import { hasBrowser, settled, visit } from "./browser.ts";
import { served } from "./house.ts";

describe.skipIf(!hasBrowser)("popular, and a photo", () => {
  const at = served();

  const media = async (path: string) =>
    ((await (await fetch(`${at.url}/v1/media/${path}client_id=CLIENT-ID`)).json()) as { data: never }).data;

  test("popular hangs its list in order, and a photo opens from it and closes with 'back'", async () => {
    const { page, faults } = await visit(at.browser, `${at.url}/#/popular`);
    await settled(page);
    const list = (await media("popular?count=100&")) as { id: string; user: { username: string } }[];
    const names = await page.locator(".wall .edge span:first-child").allInnerTexts();
    expect(names).toEqual(list.map(({ user }) => user.username));
    await page.locator(".wall button").nth(1).click();
    await page.getByRole("dialog").waitFor();
    expect(page.url()).toContain(`photo=${list[1]?.id}`);
    await page.goBack();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("a link to a photo shows it again after a reload: owner, likes, comments, people at their places", async () => {
    const list = (await media("popular?count=100&")) as {
      id: string;
      users_in_photo: { user: { username: string }; position: { x: number; y: number } }[];
    }[];
    const tagged = list.find(({ users_in_photo: people }) => people.length > 0);
    const { page, faults } = await visit(at.browser, `${at.url}/#/popular?photo=${tagged?.id}`);
    await page.reload();
    await settled(page);
    const print = await page.locator(".print").boundingBox();
    for (const { user, position } of tagged?.users_in_photo ?? []) {
      const box = await page.locator(".people li", { hasText: user.username }).boundingBox();
      if (!box || !print) throw new Error("not shown");
      expect((box.x + box.width / 2 - print.x) / print.width).toBeCloseTo(position.x, 2);
      expect((box.y + box.height / 2 - print.y) / print.height).toBeCloseTo(position.y, 2);
    }
    expect(await page.locator(".about").innerText()).toContain("comment");
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("a like needs a token, as the API says; with one it is given and taken back; the token is written nowhere", async () => {
    const { page, asked, faults } = await visit(at.browser, `${at.url}/#/popular?photo=3`);
    const like = page.locator("button.like");
    await like.click();
    await page.getByRole("alert").waitFor();
    const { meta } = (await (
      await fetch(`${at.url}/v1/media/3/likes?client_id=CLIENT-ID`, { method: "POST" })
    ).json()) as { meta: { error_message: string } };
    expect(await page.getByRole("alert").innerText()).toContain(meta.error_message);
    await page.keyboard.press("Escape");
    await page.getByLabel("Kind of credential").selectOption("token");
    await page.getByLabel("Access token").fill("ACCESS-TOKEN");
    await page.keyboard.press("Enter");
    await page.goto(`${page.url()}?photo=3`);
    await page.locator(".like[aria-pressed=false]").click();
    await page.locator(".like[aria-pressed=true]").waitFor();
    expect(await media("3?")).toMatchObject({ likes: { count: 2 } });
    await like.click();
    await page.locator(".like[aria-pressed=false]").waitFor();
    expect(await media("3?")).toMatchObject({ likes: { count: 1 } });
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect([page.url(), await page.content(), kept, ...asked].join()).not.toContain("ACCESS-TOKEN");
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("a picture that lies elsewhere is not asked for; a sheet that says so stands in its place", async () => {
    const { page, faults } = await visit(at.browser, `${at.url}/#/popular?photo=3`);
    await settled(page);
    await page.locator(".print .unexposed").waitFor();
    expect(await page.locator(".print").innerText()).toContain("Its picture is at");
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
