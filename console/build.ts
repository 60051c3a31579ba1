import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import sharp from "sharp";

/**
 * `npm run build`: bundles the console into `public/console/`, with the base map and what pages of photos need beside it. wrangler runs it before it
 * serves or deploys, so what is served is never stale.
 */

const OUT = "public/console";

const page = readFileSync("public/index.html", "utf8");
const headers = readFileSync("public/_headers", "utf8");
for (const origin of origins(page)) {
  if (
    !headers
      .match(/img-src ([^;]*)/)?.[1]
      ?.split(" ")
      .includes(origin)
  ) {
    console.error(`public/index.html names ${origin}; add it to img-src in public/_headers, or browsers refuse it.`);
    process.exit(1);
  }
}

mkdirSync(OUT, { recursive: true });
const { outputFiles } = await build({
  entryPoints: [
    { in: "console/main.tsx", out: "app" },
    { in: "console/style/all.css", out: "app" },
    { in: "console/style/embed.css", out: "embed" },
  ],
  outdir: OUT,
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  // Leaflet's own marker and layer pictures are not used.
  loader: { ".png": "empty" },
  legalComments: "eof",
  logLevel: "warning",
});
for (const { path, contents } of outputFiles) put(path, contents);
put(`${OUT}/world.json`, Buffer.from(world()));
put(`${OUT}/icon.svg`, readFileSync("console/icon.svg"));
// Sites that preview links take no SVG.
put(`${OUT}/placeholder.png`, await sharp("console/placeholder.svg").png().toBuffer());

/** The origins beside our own that the page is told to take tiles and pictures from. */
function origins(html: string): Set<string> {
  const content = (name: string) => html.match(new RegExp(`<meta name="${name}" content="([^"]*)"`))?.[1] ?? "";
  const urls = [content("tiles").replace("{s}.", "*."), ...content("pictures").split(" ")].filter(Boolean);
  return new Set(urls.map((url) => url.match(/^https?:\/\/[^/]+/)?.[0] ?? url));
}

/** Natural Earth's coastlines and borders, 1:50 million, as topojson without what a map of outlines has no use for. */
function world(): string {
  const { objects, ...topology } = JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json", "utf8"));
  const countries = objects.countries.geometries.map(({ type, arcs }: Record<string, unknown>) => ({ type, arcs }));
  return JSON.stringify({
    ...topology,
    objects: { land: objects.land, countries: { type: "GeometryCollection", geometries: countries } },
  });
}

// Only what has changed is written: a server that watches the folder is not disturbed.
function put(path: string, contents: Uint8Array): void {
  try {
    if (readFileSync(path).equals(contents)) return;
  } catch {}
  writeFileSync(path, contents);
}
