import { newId, person, put, record, spot } from "./makers.ts";

/** A URL path that is answered with 200 where the caller is known, for each route of the application. */
export const ROUTES: Record<string, () => Promise<string>> = {
  "/v1/media/search": async () => {
    const { lat, lng } = spot();
    return `/v1/media/search?lat=${lat}&lng=${lng}`;
  },
  "/v1/media/popular": async () => "/v1/media/popular?count=5",
  "/v1/media/shortcode/:code": async () => {
    await put(record({ id: "3", user: person({ id: "3" }) }));
    return "/v1/media/shortcode/D?";
  },
  "/v1/media/:id": async () => {
    const id = newId();
    await put(record({ id }));
    return `/v1/media/${id}?`;
  },
  "/v1/media/:id/likes": async () => {
    const id = newId();
    await put(record({ id }));
    return `/v1/media/${id}/likes?`;
  },
};
