import type { Question } from "../question.ts";
import type { Endpoint } from "./endpoints.ts";

/** The request that a filled-in form makes. Blank fields are left out; anything else is sent as typed. */
export function questionOf({ method, path, params }: Endpoint, values: Record<string, string>): Question {
  const query = new URLSearchParams();
  let filled = path;
  for (const { name } of params) {
    const value = values[name] ?? "";
    if (path.includes(`{${name}}`)) filled = filled.replace(`{${name}}`, encodeURIComponent(value));
    else if (value !== "") query.set(name, value);
  }
  const text = query.toString();
  if (method === "POST") return { method, path: filled, ...(text && { body: text }) };
  return { method, path: text ? `${filled}?${text}` : filled };
}
