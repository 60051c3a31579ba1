import fc from "fast-check";
import { expect, test } from "vitest";
import { client, get, person, put, record } from "./makers.ts";

/** One photo by its shortcode: the number of its id in base 64. */

const SEED = 20131115;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Some tests share the photo 3: a number stays with its owner.
const owner = person();

/** By repeated division, as the alphabet reads. */
const codeOf = (n: bigint): string => (n === 0n ? "" : codeOf(n / 64n) + ALPHABET.charAt(Number(n % 64n)));

const NOT_FOUND = { meta: { error_type: "APINotFoundError", code: 400, error_message: "invalid media id" } };

test.each([
  ["3", "D"],
  ["20988202", "BQEEq"],
  ["22518783", "BV5v_"],
])("the photo %s has the code %s of the page of 2013", async (id, code) => {
  await put(record({ id, user: owner }));
  const app = await client();
  const byCode = await get(`/v1/media/shortcode/${code}?client_id=${app}`);
  expect(byCode.body.data.id).toBe(id);
  expect(byCode.body.data.link).toBe(`https://darkroom.example/p/${code}/`);
  expect(byCode.body).toEqual((await get(`/v1/media/${id}?client_id=${app}`)).body);
});

test("every number from 1 to 9999999999999999999 is found by its code, and links to it", async () => {
  const app = await client();
  const number = fc.oneof(
    fc.bigInt({ min: 1n, max: 9_999_999_999_999_999_999n }),
    // Around the powers of two that a double, a signed and an unsigned 64-bit integer end at, and the ends of digits.
    fc
      .tuple(fc.constantFrom(2n ** 53n, 2n ** 63n, 10n ** 18n, 64n ** 10n), fc.bigInt({ min: -2n, max: 2n }))
      .map(([base, off]) => base + off),
  );
  const round = fc.asyncProperty(number, async (n) => {
    await put(record({ id: String(n), user: owner }));
    const { body } = await get(`/v1/media/shortcode/${codeOf(n)}?client_id=${app}`);
    expect(body.data.id).toBe(String(n));
    expect(body.data.link).toBe(`https://darkroom.example/p/${codeOf(n)}/`);
  });
  await fc.assert(round, { seed: SEED, numRuns: 100, examples: [[1n], [63n], [64n], [9_999_999_999_999_999_999n]] });
});

test("codes are case-sensitive", async () => {
  await put(record({ id: "27", user: owner }), record({ id: "1", user: owner }));
  const app = await client();
  expect((await get(`/v1/media/shortcode/b?client_id=${app}`)).body.data.id).toBe("27");
  expect((await get(`/v1/media/shortcode/B?client_id=${app}`)).body.data.id).toBe("1");
});

test("the id of a photo is served as imported, by its code too", async () => {
  const user = person();
  await put(record({ id: `4096_${user.id}`, user }));
  const { body } = await get(`/v1/media/shortcode/BAA?client_id=${await client()}`);
  expect(body.data.id).toBe(`4096_${user.id}`);
});

const MALFORMED = [
  ["a leading zero digit", "AD"],
  ["zero", "A"],
  ["many zeros", "AAAAAAAAAAD"],
  ["a number of 20 digits", codeOf(10_000_000_000_000_000_000n)],
  ["the largest code of 11 digits", "_".repeat(11)],
  ["12 digits", "BAAAAAAAAAAA"],
  ["10,000 digits", "B".repeat(10_000)],
  ["a digit outside of the alphabet", "D."],
  ["the digits of another base 64", "D%2B"],
  ["padding", "D%3D%3D"],
  ["a blank", "%20D"],
  ["a line end", "D%0A"],
  ["a null byte", "D%00"],
  ["a slash", "D%2FD"],
  ["a letter beyond ASCII", "%C3%84"],
  ["damaged percent signs", "%zz"],
  ["a whole id", "3_3"],
];

test.each(MALFORMED)("a code of %s is an invalid media id", async (_, code) => {
  await put(record({ id: "3", user: owner }));
  const { status, body, rows } = await get(`/v1/media/shortcode/${code}?client_id=${await client()}`);
  expect(status).toBe(400);
  expect(body).toEqual(NOT_FOUND);
  // "3_3" is a code as well as an id: of a photo that isn't there.
  if (code !== "3_3") expect(rows).toBe(0);
});

test("a code that nobody's photo has is an invalid media id", async () => {
  expect((await get(`/v1/media/shortcode/Zz9-?client_id=${await client()}`)).body).toEqual(NOT_FOUND);
});
