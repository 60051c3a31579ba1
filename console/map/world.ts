import { type Coords, type DoneCallback, GridLayer } from "leaflet";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { drawGrid } from "./graticule.ts";
import { type Line, lineOf, trace } from "./line.ts";

interface World {
  land: Line[];
  borders: Line[];
}

let world: Promise<World> | undefined;

/** The base map that comes along: Natural Earth's land and borders, drawn on squares like any tiles, in the page's colours. */
export class WorldLayer extends GridLayer {
  override createTile(coords: Coords, done: DoneCallback): HTMLElement {
    const { x: size } = this.getTileSize();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = size * devicePixelRatio;
    world ??= load();
    world.then(
      (shapes) => {
        draw(canvas, coords, size, shapes);
        done(undefined, canvas);
      },
      (error) => done(error, canvas),
    );
    return canvas;
  }
}

async function load(): Promise<World> {
  const topology: Topology = await (await fetch("/console/world.json")).json();
  const { land, countries } = topology.objects as { land: GeometryCollection; countries: GeometryCollection };
  const rings = feature(topology, land).features.flatMap(({ geometry }) =>
    geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [],
  );
  return {
    land: rings.map(lineOf),
    borders: mesh(topology, countries, (a, b) => a !== b).coordinates.map(lineOf),
  };
}

function draw(canvas: HTMLCanvasElement, { x, y, z }: Coords, size: number, { land, borders }: World): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name);
  const square = { x, y, tiles: 2 ** z, size };
  context.scale(devicePixelRatio, devicePixelRatio);
  context.fillStyle = colour("--sea");
  context.fillRect(0, 0, size, size);
  context.lineJoin = "round";

  context.beginPath();
  for (const line of land) trace(context, line, square, "fill");
  context.fillStyle = colour("--land");
  context.fill("evenodd");

  context.beginPath();
  for (const line of land) trace(context, line, square, "outline");
  context.strokeStyle = colour("--coast");
  context.lineWidth = 1;
  context.stroke();

  context.beginPath();
  for (const line of borders) trace(context, line, square, "outline");
  context.strokeStyle = colour("--border");
  context.setLineDash([3, 3]);
  context.stroke();
  context.setLineDash([]);

  context.strokeStyle = colour("--graticule");
  drawGrid(context, square);
}
