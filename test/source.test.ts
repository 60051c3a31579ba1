import { describe, expect, test } from "vitest";
import { type Found, records } from "../cli/import/source.ts";

/** From the text of a file to its records, whatever form it has and however it arrives. */

async function* chunked(chunks: Iterable<string>) {
  yield* chunks;
}

async function read(text: string | Iterable<string>, lines?: boolean): Promise<Found[]> {
  const found: Found[] = [];
  for await (const one of records(chunked(typeof text === "string" ? [text] : text), lines)) found.push(one);
  return found;
}

const values = (found: Found[]) => found.map((one) => ("value" in one ? one.value : "fault"));
const faults = (found: Found[]) => found.filter((one) => "fault" in one);

const A = {
  id: "1",
  caption: { text: 'ä♥😀 \u2028 "quoted" \\ \n /' },
  tags: ["[", "{", "data", ","],
  n: [1, -2.5e3, 0],
};
const B = { id: "2_7", deep: { data: [{ data: { id: [] } }], empty: {}, none: null, yes: true, no: false }, text: "" };
const C = { id: "3" };
const META = { code: 200 };
const PAGE = { next_url: "https://api.example/v1?x=[1]", data: [9] };
const json = (value: unknown, indent = 0) => JSON.stringify(value, null, indent);
const escaped = (text: string) =>
  text.replace(/[^ -~\n]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

const FORMS: [what: string, text: string, expected: unknown[]][] = [
  ["a response with one media", json({ meta: META, data: A }), [A]],
  ["a response with one media, indented", json({ meta: META, data: A }, 2), [A]],
  ["a response with a list", json({ pagination: PAGE, meta: META, data: [A, B, C] }), [A, B, C]],
  ["a response with a list, indented", json({ pagination: PAGE, meta: META, data: [A, B, C] }, 4), [A, B, C]],
  ["a response as the documents print it", json({ data: [A, B], meta: META, pagination: PAGE }, 1), [A, B]],
  ["a response with an empty list", json({ meta: META, data: [] }, 2), []],
  ["a list", json([A, B, C]), [A, B, C]],
  ["a list, indented", json([A, B, C], 2), [A, B, C]],
  ["an empty list", "[]", []],
  ["an empty list over two lines", "[\n]\n", []],
  ["one media", json(A), [A]],
  ["one media, indented", json(B, 2), [B]],
  ["one a line", `${json(A)}\n${json(B)}\n${json(C)}\n`, [A, B, C]],
  ["one a line, the last without an end", `${json(A)}\n${json(B)}`, [A, B]],
  ["one a line with Windows line ends", `${json(A)}\r\n${json(B)}\r\n`, [A, B]],
  ["one a line with blank lines between", `\n \n${json(A)}\n\n\t\n${json(B)}\n\n`, [A, B]],
  ["a response a line", `${json({ meta: META, data: [A, B] })}\n${json({ data: C })}\n`, [A, B, C]],
  ["a list a line", `${json([A])}\n[]\n${json([B, C])}\n`, [A, B, C]],
  ["an indented list with Windows line ends", json([A, B], 2).replaceAll("\n", "\r\n"), [A, B]],
  ["a response with all beyond ASCII escaped", escaped(json({ data: [A, B] }, 2)).replaceAll("/", "\\/"), [A, B]],
  ["nothing", "", []],
  ["blanks", " \r\n\t\n", []],
];

describe.each(FORMS)("%s", (_, text, expected) => {
  test("gives its records", async () => {
    expect(values(await read(text))).toEqual(expected);
  });

  test("gives the same after a byte order mark", async () => {
    expect(await read(`\uFEFF${text}`)).toEqual(await read(text));
    expect(await read(["\uFEFF", text])).toEqual(await read(text));
  });

  test("gives the same however it is cut, inside of characters and escapes too", async () => {
    const whole = await read(text);
    for (let at = 0; at <= text.length; at++) {
      expect(await read([text.slice(0, at), text.slice(at)]), `cut at ${at}`).toEqual(whole);
    }
    // By UTF-16 units: halves of a surrogate pair arrive apart.
    expect(await read(text.split(""))).toEqual(whole);
    expect(await read(text.split("").flatMap((unit) => ["", unit]))).toEqual(whole);
  });
});

test("every record has its position", async () => {
  const where = async (text: string, lines?: boolean) => (await read(text, lines)).map((one) => one.where);
  expect(await where(json([A, B, C], 2))).toEqual(["[0]", "[1]", "[2]"]);
  expect(await where(json({ meta: META, data: [A, B] }, 2))).toEqual(["data[0]", "data[1]"]);
  expect(await where(`${json(A)}\n\n${json(B)}\n`)).toEqual(["line 1", "line 3"]);
  expect(await where(`\n${json(A)}\n${json({ data: [B, C] })}\n`)).toEqual([
    "line 2",
    "line 3 data[0]",
    "line 3 data[1]",
  ]);
});

const BROKEN: [what: string, text: string, expected: unknown[]][] = [
  ["ends in the middle of a record", json([A, B, C], 2).slice(0, -12), [A, B]],
  ["ends in the middle of a record, on one line", json([A, B, C]).slice(0, -5), [A, B]],
  ["ends before the list does", json({ data: [A, B] }, 2).slice(0, -4), [A, B]],
  ["ends in the only record", json({ meta: META, data: A }, 2).slice(0, -3), []],
  ["ends in a text", json([A, B], 2).slice(0, 12), []],
  ["has a comma too many", `[\n${json(A)},\n${json(B)},\n]`, [A, B]],
  ["lacks a comma", `[\n${json(A)}\n${json(B)}\n]`, [A]],
  ["has a bare word", `[\n${json(A)},\nundefined\n]`, [A]],
  ["is not JSON", "<!DOCTYPE html>\n<html></html>", []],
  ["is a word", "hello", []],
  ["has single quotes", "[\n{'id': '3'}\n]", []],
  ["goes on after its end", `${json([A, B], 2)}\nand so on`, [A, B]],
];

test.each(BROKEN)("a document that %s gives what stands before, and one fault", async (_, text, expected) => {
  const found = await read(text);
  expect(values(found)).toEqual([...expected, "fault"]);
  // However it arrives: what stood before the fault is not lost with the piece of text that the fault is in.
  for (let at = 0; at <= text.length; at++) {
    expect(values(await read([text.slice(0, at), text.slice(at)])), `cut at ${at}`).toEqual([...expected, "fault"]);
  }
});

test("a fault tells how many records came before it", async () => {
  const [fault] = faults(await read(json([A, B, C], 2).slice(0, -12)));
  expect(fault?.where).toMatch(/\b2 records\b/);
});

test("a damaged line is a fault alone, with its number", async () => {
  const found = await read(`${json(A)}\n{"id": "2",\n${json(B)}\nnothing\n${json(C)}\n`);
  expect(values(found)).toEqual([A, "fault", B, "fault", C]);
  expect(faults(found).map(({ where }) => where)).toEqual(["line 2", "line 4"]);
});

test("a damaged first line is a fault alone where the text is said to be one a line", async () => {
  const found = await read(`{"id": \n${json(A)}\n${json(B)}\n`, true);
  expect(values(found)).toEqual(["fault", A, B]);
  expect(found[0]?.where).toBe("line 1");
});

test("a value that is no media is a record all the same, for the import to refuse", async () => {
  for (const value of [null, 5, "x", true, {}, { meta: { error_type: "x", code: 400, error_message: "y" } }]) {
    expect(values(await read(json(value)))).toEqual([value]);
    expect(values(await read(json([value, value], 2)))).toEqual([value, value]);
    expect(values(await read(json({ data: value }, 2)))).toEqual([value]);
  }
});

test("a long list is given record by record, before it has ended", async () => {
  let sent = 0;
  async function* endless() {
    yield "[\n";
    for (;;) {
      sent++;
      yield `${json(A)},\n`;
    }
  }
  let met = 0;
  for await (const found of records(endless())) {
    expect(values([found])).toEqual([A]);
    if (++met === 50) break;
  }
  expect(sent).toBeLessThan(60);
});

test("a key named __proto__ is a key like any other", async () => {
  for (const text of [
    '[\n{"id": "1", "__proto__": {"type": "video"}}\n]',
    '{"id": "1", "__proto__": {"type": "video"}}',
  ]) {
    const [value] = values(await read(text)) as [object];
    expect(Object.keys(value)).toEqual(["id", "__proto__"]);
    expect("type" in value).toBe(false);
  }
});
