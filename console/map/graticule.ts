import { mercator, type Square } from "./line.ts";

// Degrees between two lines.
const STEPS = [45, 30, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002];

/** Draws the meridians and parallels that cross a square, some 150 to 400 pixels apart. */
export function drawGrid(context: CanvasRenderingContext2D, { x, y, tiles, size }: Square): void {
  const perPixel = 360 / (tiles * size);
  const step = STEPS.findLast((degrees) => degrees / perPixel > 150) ?? 45;
  context.lineWidth = 1;
  context.beginPath();
  const west = (x / tiles) * 360 - 180;
  for (let lng = Math.ceil(west / step); lng * step < west + 360 / tiles; lng++) {
    const u = Math.round((((lng * step + 180) / 360) * tiles - x) * size) + 0.5;
    context.moveTo(u, 0);
    context.lineTo(u, size);
  }
  const [north, south] = [latitude(y / tiles), latitude((y + 1) / tiles)];
  for (let lat = Math.ceil(south / step); lat * step < north; lat++) {
    const v = Math.round((mercator(lat * step) * tiles - y) * size) + 0.5;
    context.moveTo(0, v);
    context.lineTo(size, v);
  }
  context.stroke();
}

const latitude = (v: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * v))) * 180) / Math.PI;
