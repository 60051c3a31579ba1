import { SPAN_S, type Window } from "./window.ts";

/** The circle of a search: its centre in degrees, its radius in metres. */
export interface Circle {
  lat: number;
  lng: number;
  distance: number;
}

export type Search = Circle & Window;

/** What the address bar holds: all that is seen, and never a credential. */
export interface Address {
  view: "search" | "popular" | "api";
  search: Search;
  /** The id of the photo that is open. */
  photo: string | null;
  endpoint: string;
  /** The parameters in the form of the endpoint, as typed. */
  values: Record<string, string>;
}

/** The documentation's own example. */
export const START: Search = { lat: 48.858844, lng: 2.294351, distance: 1000, until: null, span: SPAN_S };

const VIEWS = ["search", "popular", "api"] as const;

/** Reads the part after "#". What can't be read is the start's. */
export function parseAddress(hash: string): Address {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?");
  const [first, endpoint = "search"] = path.split("/");
  const view = VIEWS.find((name) => name === first) ?? "search";
  const params = new URLSearchParams(query);
  const photo = view === "api" ? null : params.get("photo") || null;
  const values = view === "api" ? Object.fromEntries(params) : {};
  return { view, search: view === "search" ? searchOf(params) : START, photo, endpoint, values };
}

function searchOf(params: URLSearchParams): Search {
  const read = (name: string, min: number, max: number, otherwise: number) => {
    const text = params.get(name);
    const value = text ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : otherwise;
  };
  return {
    lat: read("lat", -90, 90, START.lat),
    lng: read("lng", -180, 180, START.lng),
    distance: read("distance", 10, 5000, START.distance),
    until: read("until", 1, 1e11, 0) || null,
    span: read("span", 60, 7 * 86_400, SPAN_S),
  };
}

/** Writes what `parseAddress` reads. */
export function formatAddress({ view, search, photo, endpoint, values }: Address): string {
  const params = new URLSearchParams(view === "api" ? values : {});
  if (view === "search") {
    params.set("lat", String(search.lat));
    params.set("lng", String(search.lng));
    params.set("distance", String(search.distance));
    if (search.until !== null) params.set("until", String(search.until));
    if (search.span !== SPAN_S) params.set("span", String(search.span));
  }
  if (photo && view !== "api") params.set("photo", photo);
  const path = view === "api" ? `api/${endpoint}` : view;
  return `#/${path}${params.size > 0 ? `?${params}` : ""}`;
}
