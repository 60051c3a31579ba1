import { expect, test } from "vitest";
import { formatAddress, parseAddress, START } from "../console/address.ts";
import { ENDPOINTS, type Endpoint } from "../console/api/endpoints.ts";
import { questionOf } from "../console/api/request.ts";
import { stripEnd, timestamps, windowOf } from "../console/window.ts";
import { likeParams, likersParams } from "../src/media/likes.ts";
import { searchParams } from "../src/media/search.ts";
import { popularParams } from "../src/popular.ts";
import { ROUTES } from "./routes.ts";

const endpoint = (id: string) => ENDPOINTS.find((one) => one.id === id) as Endpoint;

test("the console's forms have every parameter that the API reads, and no other", () => {
  const asked = (id: string) => endpoint(id).params.map(({ name }) => name);
  expect(asked("search").sort()).toEqual(Object.keys(searchParams.shape).sort());
  expect(asked("popular")).toEqual(Object.keys(popularParams.shape));
  expect(asked("likers").slice(1).sort()).toEqual(Object.keys(likersParams.shape).sort());
  expect(asked("like").slice(1)).toEqual(Object.keys(likeParams.shape));
  const paths = ENDPOINTS.map(({ path }) => path.replace("{media-id}", ":id").replace("{shortcode}", ":code"));
  const routes = Object.keys(ROUTES).filter((route) => route.startsWith("/v1/media/"));
  expect([...new Set(paths)].sort()).toEqual(routes.sort());
});

test("a form becomes a request: blanks are left out, what a path holds is escaped, POST has a body", () => {
  const search = endpoint("search");
  expect(questionOf(search, { lat: "1", lng: "2", count: "" })).toEqual({
    method: "GET",
    path: "/v1/media/search?lat=1&lng=2",
  });
  expect(questionOf(endpoint("media"), { "media-id": "3/../x?" }).path).toBe("/v1/media/3%2F..%2Fx%3F");
  const posted = questionOf(endpoint("like"), { "media-id": "3", _method: "DELETE" });
  expect(posted).toEqual({ method: "POST", path: "/v1/media/3/likes", body: "_method=DELETE" });
});

test("the address holds what is seen, and is read back; what can't be read is the start", () => {
  const search = { lat: -16.8, lng: 179.999, distance: 12, until: 1_296_251_700, span: 3600 };
  for (const address of [
    { view: "search" as const, search, photo: "3_3", endpoint: "search", values: {} },
    { view: "popular" as const, search: START, photo: null, endpoint: "search", values: {} },
    { view: "api" as const, search: START, photo: null, endpoint: "likers", values: { "media-id": "3", count: "0&" } },
  ]) {
    expect(parseAddress(formatAddress(address))).toEqual(address);
  }
  expect(parseAddress("#/search?lat=91&lng=x&distance=5001&span=700000&until=-1").search).toEqual(START);
  expect(parseAddress("").view).toBe("search");
});

test("a window stays within an hour and 7 days, follows the clock at its end, and asks no more than 7 days of the API", () => {
  const now = 1_700_000_000;
  expect(windowOf(now - 30 * 86_400, now, now)).toEqual({ until: null, span: 7 * 86_400 });
  expect(windowOf(now - 1000, now - 900, now)).toEqual({ until: now - 900, span: 3600 });
  expect(timestamps({ until: null, span: 5 * 86_400 }, now)).toEqual({});
  expect(timestamps({ until: null, span: 7 * 86_400 }, now)).toEqual({
    min_timestamp: String(now - 7 * 86_400),
    max_timestamp: String(now),
  });
  expect(stripEnd({ until: 1_296_251_700, span: 86_400 }, now)).toBe(1_296_251_700 + 6.5 * 86_400);
  expect(stripEnd({ until: null, span: 86_400 }, now)).toBe(now);
});
