import { describe, expect, test } from "vitest";
import { client, get } from "./makers.ts";

/** Every parameter of search and popular, in its form: what is refused, and what the refusal says. */

interface Refused {
  status: number;
  body: { meta: { error_type: string; error_message: string } };
}

/** A refusal that names the parameter, what came, and what is allowed. */
function expectRefusal({ status, body }: Refused, name: string, came: string) {
  expect(status).toBe(400);
  expect(body.meta.error_type).toBe("APIInvalidParametersError");
  const { error_message: message } = body.meta;
  expect(message).toContain(name);
  expect(message).toContain(came);
  expect(message).toMatch(/allowed/);
}

const search = async (query: string) => get(`/v1/media/search?client_id=${await client()}&${query}`);
const HERE = "lat=48.858844&lng=2.294351";
const NO_NUMBERS = [
  "abc",
  "0x10",
  "Infinity",
  "-Infinity",
  "NaN",
  "1,5",
  "1.2.3",
  "1e",
  "--1",
  "1 2",
  "٣",
  "null",
  "[]",
];

describe("lat and lng", () => {
  test.each(["lat=90&lng=180", "lat=-90&lng=-180", "lat=0&lng=0", "lat=-0.0&lng=1e-7", "lat=48.8588440&lng=%2B2.5"])(
    "%s is a point",
    async (query) => {
      expect((await search(query)).status).toBe(200);
    },
  );

  test.each([
    ["lat", "90.0000001", "lng=2"],
    ["lat", "-91", "lng=2"],
    ["lat", "1e3", "lng=2"],
    ["lng", "180.0000001", "lat=2"],
    ["lng", "-181", "lat=2"],
    ["lng", "360", "lat=2"],
  ])("%s=%s is out of range", async (name, value, rest) => {
    expectRefusal(await search(`${name}=${value}&${rest}`), name, value);
  });

  test.each(NO_NUMBERS)("%s is no coordinate", async (value) => {
    expectRefusal(await search(`lat=${encodeURIComponent(value)}&lng=2`), "lat", value);
    expectRefusal(await search(`lat=2&lng=${encodeURIComponent(value)}`), "lng", value);
  });

  test.each([
    ["lat", "lng=2"],
    ["lng", "lat=2"],
    ["lat", "lat=&lng=2"],
    ["lng", "lat=2&lng="],
    ["lat", ""],
    ["lat", "LAT=2&lng=2"],
  ])("%s is missing from ?%s", async (name, query) => {
    expectRefusal(await search(query), name, "missing");
  });
});

describe("distance", () => {
  test.each(["", "0", "0.0", "0.5", "1", "1000.0000000", "1e3", ".5", "5000", "5000.0"])(
    "%s is taken",
    async (value) => {
      expect((await search(`${HERE}&distance=${value}`)).status).toBe(200);
    },
  );

  test.each(["5000.1", "5001", "1e4", "-1", "-0.5", "1km", ...NO_NUMBERS])("%s is refused", async (value) => {
    expectRefusal(await search(`${HERE}&distance=${encodeURIComponent(value)}`), "distance", value);
  });
});

describe.each(["min_timestamp", "max_timestamp"])("%s", (name) => {
  test.each(["", "0", "00"])("%s counts as not given", async (value) => {
    expect((await search(`${HERE}&${name}=${value}`)).status).toBe(200);
  });

  test.each(["1400000000000", "100000000001", "1400000000.5", "1.4e9", "2013-11-15", ...NO_NUMBERS])(
    "%s is refused",
    async (value) => {
      expectRefusal(await search(`${HERE}&${name}=${encodeURIComponent(value)}`), name, value);
    },
  );
});

describe("the window", () => {
  test.each([
    ["both at one second", 1_400_000_000, 1_400_000_000],
    ["the wrong way round", 1_400_000_001, 1_400_000_000],
  ])("%s is refused", async (_, min, max) => {
    const answer = await search(`${HERE}&min_timestamp=${min}&max_timestamp=${max}`);
    expectRefusal(answer, "min_timestamp", String(min));
    expectRefusal(answer, "max_timestamp", String(max));
  });

  test("of exactly 7 days is taken, of a second more refused", async () => {
    const [min, week] = [1_400_000_000, 7 * 86_400];
    expect((await search(`${HERE}&min_timestamp=${min}&max_timestamp=${min + week}`)).status).toBe(200);
    const longer = await search(`${HERE}&min_timestamp=${min}&max_timestamp=${min + week + 1}`);
    expectRefusal(longer, "min_timestamp", String(min));
    expectRefusal(longer, "max_timestamp", "604801");
    expect(longer.body.meta.error_message).toContain("7 days");
  });
});

describe("count of search", () => {
  const asked = (value: string) => search(`${HERE}&count=${encodeURIComponent(value)}`);
  counts(asked);
});

describe("count of popular", () => {
  const asked = async (value: string) =>
    get(`/v1/media/popular?client_id=${await client()}&count=${encodeURIComponent(value)}`);
  counts(asked);

  test("given twice is refused", async () => {
    expectRefusal(await get(`/v1/media/popular?client_id=${await client()}&count=5&count=5`), "count", "2 times");
  });
});

function counts(asked: (value: string) => ReturnType<typeof get>) {
  test.each(["", "1", "20", "100", "101", "1000000"])("%s is taken", async (value) => {
    expect((await asked(value)).status).toBe(200);
  });

  test("0 has the refusal that v1 gave it", async () => {
    const { status, body } = await asked("0");
    expect(status).toBe(400);
    expect(body.meta).toEqual({
      error_type: "APIInvalidParametersError",
      code: 400,
      error_message: "Count must be larger than zero.",
    });
  });

  test("below 0 is refused", async () => {
    const { status, body } = await asked("-1");
    expect(status).toBe(400);
    expect(body.meta.error_type).toBe("APIInvalidParametersError");
    expect(body.meta.error_message).toMatch(/^count/i);
  });

  test.each(["1.5", "20.0", "1e1", ...NO_NUMBERS])("%s is refused", async (value) => {
    expectRefusal(await asked(value), "count", value);
  });
}

test.each(["lat=1", "lng=1", "distance=10", "min_timestamp=1400000000", "max_timestamp=1400000001", "count=5"])(
  "%s given twice is refused, even where both say the same",
  async (parameter) => {
    const name = parameter.split("=")[0] ?? "";
    const rest = `${HERE}&min_timestamp=1399999999&max_timestamp=1400000009&distance=5&count=2`
      .split("&")
      .filter((given) => !given.startsWith(`${name}=`))
      .join("&");
    expect((await search(`${rest}&${parameter}`)).status).toBe(200);
    expectRefusal(await search(`${rest}&${parameter}&${parameter}`), name, "2 times");
  },
);

test("a refusal repeats no more than the beginning of a long value", async () => {
  const { status, body } = await search(`lat=${"9".repeat(5_000)}&lng=1`);
  expect(status).toBe(400);
  expect(body.meta.error_message).toContain("999999999999");
  expect(body.meta.error_message.length).toBeLessThan(200);
});

test("a refused search reads nothing", async () => {
  expect((await search("lat=91&lng=1")).rows).toBe(0);
  expect((await search(`${HERE}&min_timestamp=5&max_timestamp=4`)).rows).toBe(0);
});
