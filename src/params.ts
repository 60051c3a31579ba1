import * as z from "zod";
import { invalidParameter } from "./errors.ts";

/** The one value of a parameter; undefined where it is absent. Throws where it is given twice. */
export function once(params: URLSearchParams, name: string): string | undefined {
  const values = params.getAll(name);
  if (values.length > 1) throw invalidParameter(`${name} is given ${values.length} times; allowed: once`);
  return values[0];
}

/** The parameters of a schema, checked. Unknown ones are ignored. Throws the first fault. */
export function parse<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, params: URLSearchParams) {
  const given = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, once(params, name)]));
  const result = schema.safeParse(given);
  if (!result.success) throw invalidParameter(result.error.issues[0]?.message ?? "invalid parameters");
  return result.data;
}

/** What came, fit to stand in a message: quoted, at most 40 characters of it. */
export const quote = (value: unknown) =>
  JSON.stringify(String(value).length > 40 ? `${String(value).slice(0, 40)}…` : value);

// Old clients send a parameter that they have no value for as blank.
const blankIsAbsent = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);

/** A parameter that counts as not given where it is blank. `schema` is what the API's own document says of it. */
const parameter = <Inner extends z.ZodType>(inner: Inner, schema: z.GlobalMeta) =>
  z.preprocess(blankIsAbsent, inner).meta(schema);

const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*$/i;
const INTEGER = /^\s*[+-]?\d+\s*$/;

function numeric(name: string, form: RegExp, allowed: string, fits: (value: number) => boolean) {
  const error = (issue: { input?: unknown }) => `${name} is ${quote(issue.input)}; allowed: ${allowed}`;
  return z
    .string()
    .refine((value) => form.test(value) && fits(Number(value)), { error })
    .transform(Number);
}

/** A number of which 0 counts as not given too. */
const zeroIsAbsent = (form: RegExp) => (value: unknown) =>
  typeof value === "string" && form.test(value) && Number(value) === 0 ? undefined : value;

/** A required coordinate in degrees, -limit to limit. */
export const coordinate = (name: string, limit: number) =>
  parameter(
    z
      .string({ error: `${name} is missing; allowed: a number from -${limit} to ${limit}` })
      .pipe(numeric(name, DECIMAL, `a number from -${limit} to ${limit}`, (value) => Math.abs(value) <= limit)),
    { type: "number", minimum: -limit, maximum: limit },
  );

/** Metres, above 0 to 5000; default 1000. Blank and 0 count as not given. */
export const distance = parameter(
  z.preprocess(
    zeroIsAbsent(DECIMAL),
    numeric("distance", DECIMAL, "metres, a number up to 5000", (value) => value > 0 && value <= 5000).default(1000),
  ),
  { type: "number", minimum: 0, maximum: 5000, default: 1000 },
);

/** Unix seconds. Blank and 0 count as not given; milliseconds are refused rather than misread. */
export const timestamp = (name: string) =>
  parameter(
    z.preprocess(
      zeroIsAbsent(INTEGER),
      numeric(
        name,
        INTEGER,
        "Unix seconds, an integer up to 100000000000 (not milliseconds)",
        (value) => Math.abs(value) <= 1e11,
      ).optional(),
    ),
    { type: "integer", minimum: -1e11, maximum: 1e11 },
  );

/** How many items: 1 to 100, more is cut to 100. Zero has v1's own refusal. */
export const count = (byDefault: number) =>
  parameter(
    numeric("count", INTEGER, "an integer from 1 to 100", () => true)
      .refine((value) => value > 0, { error: "Count must be larger than zero." })
      .transform((value) => Math.min(value, 100))
      .default(byDefault),
    { type: "integer", minimum: 1, default: byDefault },
  );

const upTo = (name: string, longest: number) => ({
  error: `${name} is too long; allowed: up to ${longest} characters`,
});

/** A text of up to so many characters. */
export const text = (name: string, longest: number) =>
  parameter(z.string().max(longest, upTo(name, longest)).optional(), { type: "string", maxLength: longest });

/** A text that must be given. `allowed` says what it is. */
export const needText = (name: string, longest: number, allowed: string) =>
  parameter(z.string({ error: `${name} is missing; allowed: ${allowed}` }).max(longest, upTo(name, longest)), {
    type: "string",
    maxLength: longest,
  });

/** One of some words. */
export const oneOf = <const Word extends string>(name: string, words: [Word, ...Word[]], byDefault: NoInfer<Word>) =>
  parameter(
    z
      .enum(words, { error: (issue) => `${name} is ${quote(issue.input)}; allowed: ${words.join(", ")}` })
      .default(byDefault),
    { type: "string", enum: words, default: byDefault },
  );

/** Pixels, 1 or more. */
export const pixels = (name: string) =>
  parameter(numeric(name, INTEGER, "pixels, an integer from 1", (value) => value >= 1).optional(), {
    type: "integer",
    minimum: 1,
  });

/** The method that a POST stands for, from clients that can't send DELETE. */
export const methodOverride = parameter(
  z
    .string()
    .refine((value) => /^(POST|DELETE)$/i.test(value), {
      error: (issue) => `_method is ${quote(issue.input)}; allowed: POST, DELETE`,
    })
    .toUpperCase()
    .default("POST"),
  { type: "string", enum: ["POST", "DELETE"], default: "POST" },
);
