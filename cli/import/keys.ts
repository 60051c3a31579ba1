import * as z from "zod";
import { record } from "./record.ts";

/** The keys that a schema knows, nested; null where it is not an object (or a list of objects). */
type Keys = Map<string, Keys> | null;

/** The keys of a schema. */
export function keysOf(schema: z.core.$ZodType): Keys {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return keysOf(schema.unwrap());
  }
  if (schema instanceof z.ZodArray) return keysOf(schema.element);
  if (!(schema instanceof z.ZodObject)) return null;
  return new Map(Object.entries<z.core.$ZodType>(schema.shape).map(([key, inner]) => [key, keysOf(inner)]));
}

/** The keys of a record that are kept. Taken from its schema once: a walk along the schema itself costs more than parsing. */
export const KEPT_KEYS = keysOf(record);

/** Tells the path of each key in a value that isn't among `keys`: `"attribution"`, `"caption.from.bio"`. */
export function tellExtraKeys(keys: Keys, value: unknown, path: string, tell: (path: string) => void): void {
  if (keys === null || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const element of value) tellExtraKeys(keys, element, path, tell);
    return;
  }
  for (const key of Object.keys(value)) {
    const inner = keys.get(key);
    if (inner === undefined) tell(path + key);
    else if (inner) tellExtraKeys(inner, value[key as keyof typeof value], `${path}${key}.`, tell);
  }
}
