import { getManyValues, isMany, none } from "stream-chain/defs.js";
import { Assembler } from "stream-json/core/assembler.js";
import { jsonParser, type Token } from "stream-json/core/parser.js";

/** One record as it lies in a file, or one place in it that can't be read. */
export type Found = { where: string; value: unknown } | { where: string; fault: string };

// No record is as long: a row in D1 ends at 2 MB. A longer first line belongs to a document on one line.
const LONGEST_LINE = 4_000_000;

/**
 * The records of a JSON text: a v1 response (`{"data": …}`, one object or a list), a bare list, one object, or one of
 * these on each line (newline-delimited). Streamed: what is held is one record, or one line. Text that can't be parsed
 * ends a document where it stands, and a line alone. `lines` says that the text is newline-delimited, for one whose
 * first line is damaged; otherwise the first line tells.
 */
export async function* records(text: AsyncIterable<string>, lines = false): AsyncGenerator<Found> {
  const chunks = text[Symbol.asyncIterator]();
  let head = "";
  let more = true;
  while (more && head.length < LONGEST_LINE && !head.trimStart().includes("\n")) {
    const { value, done } = await chunks.next();
    more = !done;
    head += value ?? "";
  }
  head = head.replace(/^\uFEFF/, "");
  if (head.trim() === "") return;
  const whole = (async function* () {
    yield head;
    if (more) yield* { [Symbol.asyncIterator]: () => chunks };
  })();
  const firstLine = head.trimStart().split("\n", 1)[0] ?? "";
  yield* lines || parsed(firstLine) ? fromLines(whole) : fromDocument(whole);
}

async function* fromLines(text: AsyncIterable<string>): AsyncGenerator<Found> {
  let number = 0;
  let rest = "";
  const found = function* (line: string): Generator<Found> {
    number++;
    if (line.trim() === "") return;
    const value = parsed(line);
    if (value) yield* unwrapped(value.json, `line ${number}`);
    else yield { where: `line ${number}`, fault: "is not JSON" };
  };
  for await (const chunk of text) {
    const pieces = (rest + chunk).split("\n");
    rest = pieces.pop() ?? "";
    for (const line of pieces) yield* found(line);
  }
  yield* found(rest);
}

/** Reads a document token by token, so that a list of any length is taken one element at a time. */
async function* fromDocument(text: AsyncIterable<string>): AsyncGenerator<Found> {
  const feed = jsonParser({ streamValues: false });
  const root: Record<string, unknown> = {};
  let list: string | undefined;
  let taken = 0;
  let depth = 0;
  let key = "";
  let value: Assembler | undefined;

  const take = function* (token: Token): Generator<Found> {
    if (value) {
      value.consume(token);
    } else if (token.name === "endArray" || token.name === "endObject") {
      depth--;
      return;
    } else if (token.name === "keyValue") {
      key = token.value;
      return;
    } else if (depth === 0 && token.name === "startObject") {
      depth = 1;
      return;
    } else if (token.name === "startArray" && (depth === 0 || (depth === 1 && list === undefined && key === "data"))) {
      list = depth === 0 ? "" : "data";
      depth++;
      return;
    } else {
      value = new Assembler();
      value.consume(token);
    }
    if (!value.done) return;
    const inList = list === "" ? depth === 1 : depth === 2;
    if (inList) yield { where: `${list}[${taken++}]`, value: value.current };
    else root[key] = value.current;
    value = undefined;
  };

  try {
    for await (const chunk of text) {
      // What the parser read of a piece is lost where it throws: each piece ends where a record may end.
      for (const piece of chunk.split(/(?<=\})/)) yield* tokens(feed(piece), take);
    }
    yield* tokens(feed(none as never), take);
  } catch (error) {
    const after = `after ${taken} ${taken === 1 ? "record" : "records"}`;
    yield { where: after, fault: `the JSON breaks off: ${(error as Error).message}` };
    return;
  }
  if (list === undefined) yield* unwrapped(root, "");
}

function* tokens(produced: unknown, take: (token: Token) => Generator<Found>): Generator<Found> {
  if (produced === none) return;
  for (const token of isMany(produced) ? getManyValues(produced) : [produced]) yield* take(token as Token);
}

/** The records in a parsed value: an envelope's `data`, a list's elements, or the value itself. */
function* unwrapped(value: unknown, where: string): Generator<Found> {
  if (Array.isArray(value)) {
    for (const [i, element] of value.entries()) yield { where: `${where}[${i}]`, value: element };
  } else if (typeof value === "object" && value !== null && "data" in value && !("id" in value)) {
    yield* unwrapped(value.data, `${where} data`.trim());
  } else {
    yield { where, value };
  }
}

function parsed(line: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(line) };
  } catch {
    return undefined;
  }
}
