import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { finished } from "../cli/commands.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-"));
  await mkdir(join(folder, "public"));
  for (const name of ["package.json", "tsconfig.json", "console", "public/index.html", "public/_headers"]) {
    await cp(name, join(folder, name), { recursive: true });
  }
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const build = () => finished(spawn("node", ["console/build.ts"], { cwd: folder }));
const edit = async (name: string, from: string, to: string) => {
  const text = await readFile(join(folder, name), "utf8");
  expect(text).toContain(from);
  await writeFile(join(folder, name), text.replace(from, to));
};

test("the build makes all that the page names, within the size that a phone loads at once", async () => {
  expect(await build()).toMatchObject({ code: 0, stderr: "" });
  const page = await readFile("public/index.html", "utf8");
  const named = [...page.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)].map(([, path]) => path);
  expect(named).toEqual(["/console/icon.svg", "/console/app.css", "/console/app.js"]);
  for (const path of named) expect((await readFile(join(folder, `public${path}`))).length).toBeGreaterThan(0);
  expect((await readFile(join(folder, "public/console/app.js"))).length).toBeLessThan(250_000);
});

test("tiles of others are refused until the page's policy allows them, and then in the page that is served", async () => {
  await edit(
    "public/index.html",
    'name="tiles" content=""',
    'name="tiles" content="https://tiles.example/{z}/{x}/{y}.png"',
  );
  const refused = await build();
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("https://tiles.example");
  await edit("public/_headers", "img-src 'self'", "img-src 'self' https://tiles.example");
  expect((await build()).code).toBe(0);
});
