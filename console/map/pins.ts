import { DomEvent, divIcon, LayerGroup, type Map as LeafletMap, Marker, type MarkerOptions, type Point } from "leaflet";
import Supercluster from "supercluster";
import { type Media, nameOf, pointOf } from "../media.ts";
import { isOurs } from "../site.ts";

/** Photos as pins, those too near each other as one. */
export class Pins {
  readonly #map: LeafletMap;
  readonly #onOpen: (id: string) => void;
  readonly #layer = new LayerGroup();
  #index = new Supercluster<{ i: number }, { i: number }>().load([]);
  #photos: Media[] = [];

  constructor(map: LeafletMap, onOpen: (id: string) => void) {
    this.#map = map;
    this.#onOpen = onOpen;
    this.#layer.addTo(map);
    map.on("moveend", () => this.#draw());
  }

  show(photos: Media[]): void {
    this.#photos = photos;
    // A cluster shows the newest of its photos, which come newest first.
    this.#index = new Supercluster({
      radius: 52,
      extent: 256,
      maxZoom: 19,
      map: ({ i }) => ({ i }),
      reduce: (all, one) => {
        all.i = Math.min(all.i, one.i);
      },
    });
    const points = photos.flatMap((photo, i) => {
      const point = pointOf(photo);
      if (!point) return [];
      const geometry = { type: "Point" as const, coordinates: [point.lng, point.lat] };
      return [{ type: "Feature" as const, properties: { i }, geometry }];
    });
    this.#index.load(points);
    this.#draw();
  }

  /** Where pins stand on the map now: the points of their tips, in pixels. */
  get tips(): Point[] {
    const markers = this.#layer.getLayers() as Marker[];
    return markers.map((marker) => this.#map.latLngToContainerPoint(marker.getLatLng()));
  }

  #draw(): void {
    const held = document.activeElement?.getAttribute("data-pin");
    const bounds = this.#map.getBounds().pad(0.2);
    const middle = this.#map.getCenter().lng;
    const [west, south] = [bounds.getWest(), bounds.getSouth()];
    const found = this.#index.getClusters([west, south, bounds.getEast(), bounds.getNorth()], this.#map.getZoom());
    this.#layer.clearLayers();
    for (const { geometry, properties } of found) {
      const [lng = 0, lat = 0] = geometry.coordinates;
      const photo = this.#photos[properties.i];
      if (!photo) continue;
      const count = "point_count" in properties ? properties.point_count : 1;
      const act = () => {
        const zoom = "cluster_id" in properties ? this.#index.getClusterExpansionZoom(properties.cluster_id) : 99;
        if (zoom > this.#map.getMaxZoom()) this.#onOpen(photo.id);
        else this.#map.flyTo([lat, shown], zoom, { duration: 0.5 });
      };
      const shown = lng + 360 * Math.round((middle - lng) / 360);
      this.#layer.addLayer(pin(photo, count, { lat, lng: shown }, act));
    }
    if (held) document.querySelector<HTMLElement>(`[data-pin="${CSS.escape(held)}"]`)?.focus();
  }
}

function pin(photo: Media, count: number, at: { lat: number; lng: number }, act: () => void): Marker {
  const box = document.createElement("span");
  const { url } = photo.images.thumbnail;
  if (isOurs(url)) {
    const image = document.createElement("img");
    image.alt = "";
    image.src = url;
    box.append(image);
  }
  if (count > 1) box.append(Object.assign(document.createElement("b"), { textContent: String(count) }));
  const icon = divIcon({
    className: count > 1 ? "pin many" : "pin",
    html: box,
    iconSize: [44, 44],
    iconAnchor: [22, 50],
  });
  const options: MarkerOptions = { icon, keyboard: true, riseOnHover: true };
  const marker = new Marker(at, options).on("click", act);
  marker.on("add", () => {
    const element = marker.getElement();
    element?.setAttribute("aria-label", count > 1 ? `${count} photos here: look closer` : nameOf(photo));
    element?.setAttribute("data-pin", photo.id);
    element?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      DomEvent.stop(event);
      act();
    });
  });
  return marker;
}
