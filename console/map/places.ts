import { divIcon, LayerGroup, type Map as LeafletMap, Marker } from "leaflet";
import { type Media, pointOf } from "../media.ts";
import type { Pins } from "./pins.ts";

interface PlaceName {
  name: string;
  lat: number;
  lng: number;
  photos: number;
}

/** The names of the photos' places, as many as there is room for: the streets that the base map has not. */
export class PlaceNames {
  readonly #map: LeafletMap;
  readonly #pins: Pins;
  readonly #layer = new LayerGroup();
  #places: PlaceName[] = [];

  constructor(map: LeafletMap, pins: Pins) {
    this.#map = map;
    this.#pins = pins;
    this.#layer.addTo(map);
    map.on("moveend", () => this.#draw());
  }

  show(photos: Media[]): void {
    const places = new Map<string, PlaceName>();
    for (const photo of photos) {
      const point = pointOf(photo);
      const { name } = photo.location ?? {};
      if (!point || !name) continue;
      const place = places.get(name) ?? { name, ...point, photos: 0 };
      place.photos++;
      places.set(name, place);
    }
    this.#places = [...places.values()].sort((a, b) => b.photos - a.photos);
    this.#draw();
  }

  #draw(): void {
    this.#layer.clearLayers();
    if (this.#map.getZoom() < 12) return;
    const middle = this.#map.getCenter().lng;
    const pins = this.#pins.tips;
    const taken: { x: number; y: number; half: number }[] = [];
    for (const { name, lat, lng } of this.#places) {
      const at = { lat, lng: lng + 360 * Math.round((middle - lng) / 360) };
      const { x, y } = this.#map.latLngToContainerPoint(at);
      const half = name.length * 3.6 + 6;
      if (taken.some((other) => Math.abs(other.y - y) < 22 && Math.abs(other.x - x) < other.half + half)) continue;
      // A pin is 44 pixels wide and 50 high; the name stands under its point.
      if (pins.some((tip) => Math.abs(tip.x - x) < half + 24 && tip.y > y + 6 && tip.y - 54 < y + 22)) continue;
      taken.push({ x, y, half });
      const html = Object.assign(document.createElement("span"), { textContent: name });
      const icon = divIcon({ className: "place", html, iconSize: [0, 0] });
      this.#layer.addLayer(new Marker(at, { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }));
    }
  }
}
