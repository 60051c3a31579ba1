import { circle, DomEvent, divIcon, LatLng, LayerGroup, type Map as LeafletMap, Marker } from "leaflet";
import type { Circle } from "../address.ts";

export const SMALLEST_M = 10;
export const LARGEST_M = 5000;

/** A centre as the API takes it: within ±180°, to a centimetre or so. */
const centreOf = (at: LatLng) => {
  const { lat, lng } = at.wrap();
  return { lat: Number(Math.max(-85, Math.min(85, lat)).toFixed(6)), lng: Number(lng.toFixed(6)) };
};

const radiusOf = (metres: number) =>
  Math.min(LARGEST_M, Math.max(SMALLEST_M, metres < 200 ? Math.round(metres) : Math.round(metres / 10) * 10));

/**
 * The circle of the search: a hand in its middle moves it, one on its rim resizes it, with a pointer or the arrow keys.
 * `onChange` hears every step, `onResized` when the rim is let go.
 */
export class SearchCircle {
  #circle: Circle;
  readonly #onChange: (circle: Circle) => void;
  readonly #disc = circle([0, 0], { radius: 1000, interactive: false, className: "circle" });
  readonly #centre = hand("centre", "<span></span>");
  readonly #rim = hand("rim", "<span></span>");
  readonly layer = new LayerGroup([this.#disc, this.#centre, this.#rim]);

  constructor(map: LeafletMap, start: Circle, onChange: (circle: Circle) => void, onResized: () => void) {
    this.#circle = start;
    this.#onChange = onChange;
    this.layer.addTo(map);
    this.#centre.on("drag", () => this.#change(centreOf(this.#centre.getLatLng())));
    this.#rim.on("drag", () => {
      const metres = map.distance(this.#disc.getLatLng(), this.#rim.getLatLng());
      this.#change({ distance: radiusOf(metres) });
    });
    this.#rim.on("dragend", () => {
      this.show(this.#circle);
      onResized();
    });
    this.#keys();
    this.show(start);
  }

  get bounds() {
    return this.#disc.getLatLng().toBounds(this.#circle.distance * 2);
  }

  /** Puts the centre elsewhere. */
  moveTo(at: LatLng): void {
    this.#change(centreOf(at));
    this.show(this.#circle);
  }

  /** Draws a circle. The world goes round: of a centre's places on the map the one nearest the last is taken. */
  show(next: Circle, isDragged = false): void {
    this.#circle = next;
    const before = this.#disc.getLatLng().lng;
    const at = new LatLng(next.lat, next.lng + 360 * Math.round((before - next.lng) / 360));
    this.#disc.setLatLng(at).setRadius(next.distance);
    if (!isDragged) this.#centre.setLatLng(at);
    if (!isDragged) this.#rim.setLatLng([at.lat, at.toBounds(next.distance * 2).getEast()]);
    label(this.#centre, `Centre of the circle: ${next.lat}, ${next.lng}. The arrow keys move it.`);
    label(this.#rim, "Radius of the circle");
    const rim = this.#rim.getElement();
    rim?.setAttribute("aria-valuenow", String(next.distance));
    rim?.setAttribute("aria-valuetext", `${next.distance} metres`);
  }

  #change(part: Partial<Circle>): void {
    const next = { ...this.#circle, ...part };
    this.show(next, true);
    // The hand that is not held follows.
    const at = this.#disc.getLatLng();
    if (part.distance === undefined) this.#rim.setLatLng([at.lat, at.toBounds(next.distance * 2).getEast()]);
    this.#onChange(next);
  }

  #keys(): void {
    const rim = this.#rim.getElement();
    rim?.setAttribute("role", "slider");
    rim?.setAttribute("aria-valuemin", String(SMALLEST_M));
    rim?.setAttribute("aria-valuemax", String(LARGEST_M));
    const step = (key: string) =>
      ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] })[key];
    this.#on(this.#centre, step, ([east = 0, north = 0]) => {
      const box = this.#disc.getLatLng().toBounds(this.#circle.distance * 0.1);
      const lat = this.#disc.getLatLng().lat + north * (box.getNorth() - box.getSouth());
      const lng = this.#disc.getLatLng().lng + east * (box.getEast() - box.getWest());
      this.moveTo(new LatLng(lat, lng));
    });
    this.#on(this.#rim, step, ([east = 0, north = 0]) => {
      const distance = radiusOf(this.#circle.distance * (east + north > 0 ? 1.1 : 1 / 1.1) + (east + north) * 0.5);
      this.#change({ distance });
      this.show(this.#circle);
    });
  }

  #on(marker: Marker, step: (key: string) => number[] | undefined, act: (by: number[]) => void): void {
    marker.getElement()?.addEventListener("keydown", (event) => {
      const by = step(event.key);
      if (!by) return;
      DomEvent.stop(event);
      act(by);
    });
  }
}

function hand(className: string, html: string): Marker {
  const icon = divIcon({ className: `hand ${className}`, html, iconSize: [32, 32] });
  return new Marker([0, 0], { icon, draggable: true, zIndexOffset: 5000, keyboard: true });
}

const label = (marker: Marker, text: string) => marker.getElement()?.setAttribute("aria-label", text);
