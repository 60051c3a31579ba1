import { control, Map as LeafletMap, tileLayer } from "leaflet";
import { useEffect, useRef } from "preact/hooks";
import type { Circle } from "../address.ts";
import type { Media } from "../media.ts";
import { tiles } from "../site.ts";
import { SearchCircle } from "./circle.ts";
import { Pins } from "./pins.ts";
import { PlaceNames } from "./places.ts";
import { WorldLayer } from "./world.ts";

interface Props {
  circle: Circle;
  photos: Media[];
  onCircle: (circle: Circle) => void;
  onOpen: (id: string) => void;
}

interface Drawn {
  map: LeafletMap;
  circle: SearchCircle;
  pins: Pins;
  names: PlaceNames;
}

const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The map with the circle of the search and the photos found in it. */
export function PhotoMap({ circle, photos, onCircle, onOpen }: Props) {
  const frame = useRef<HTMLElement>(null);
  const drawn = useRef<Drawn>(null);
  // What was last said by the map itself is not shown to it again.
  const own = useRef(circle);
  const calls = useRef({ onCircle, onOpen });
  calls.current = { onCircle, onOpen };

  useEffect(() => {
    if (!frame.current) return;
    const change = (next: Circle) => {
      own.current = next;
      calls.current.onCircle(next);
    };
    drawn.current = draw(frame.current, circle, change, (id) => calls.current.onOpen(id));
    const { map } = drawn.current;
    const fitted = new ResizeObserver(() => map.invalidateSize({ animate: false }));
    fitted.observe(frame.current);
    return () => {
      fitted.disconnect();
      map.remove();
    };
  }, []);

  useEffect(() => {
    const { lat, lng, distance } = own.current;
    if (!drawn.current || (lat === circle.lat && lng === circle.lng && distance === circle.distance)) return;
    own.current = circle;
    drawn.current.circle.show(circle);
    showAll(drawn.current, animate);
  }, [circle]);

  useEffect(() => {
    drawn.current?.pins.show(photos);
    drawn.current?.names.show(photos);
  }, [photos]);

  return <section class="map" ref={frame} aria-label="Map of the photos" />;
}

function draw(
  frame: HTMLElement,
  start: Circle,
  onCircle: (circle: Circle) => void,
  onOpen: (id: string) => void,
): Drawn {
  const map = new LeafletMap(frame, {
    maxZoom: 19,
    minZoom: 2,
    zoomControl: false,
    attributionControl: false,
    // Tiles of others are drawn for whole steps.
    zoomSnap: tiles.url ? 1 : 0.5,
  });
  map.setView([start.lat, start.lng], 14);
  if (tiles.url) tileLayer(tiles.url, { maxZoom: 19 }).addTo(map);
  else {
    const world = new WorldLayer({ maxZoom: 19 }).addTo(map);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => world.redraw());
  }
  control.zoom({ position: "topright" }).addTo(map);
  control.scale({ position: "bottomright", imperial: false }).addTo(map);
  const thanks = control.attribution({ position: "bottomright", prefix: false }).addTo(map);
  thanks.addAttribution(tiles.url ? tiles.attribution : "Natural Earth");
  const circle = new SearchCircle(map, start, onCircle, () => showAll(drawn, animate));
  map.on("click", ({ latlng }) => circle.moveTo(latlng));
  const pins = new Pins(map, onOpen);
  const drawn = { map, circle, pins, names: new PlaceNames(map, pins) };
  showAll(drawn, false);
  return drawn;
}

/** Shows the whole circle, in the part of the map that no panel covers. */
function showAll({ map, circle }: Drawn, isFlown: boolean): void {
  const frame = map.getContainer().getBoundingClientRect();
  const panel = document.querySelector(".panel")?.getBoundingClientRect();
  const covered = panel ? Math.max(0, frame.bottom - panel.top) : 0;
  map.fitBounds(circle.bounds, { animate: isFlown, paddingTopLeft: [24, 24], paddingBottomRight: [24, covered + 24] });
}
