import { type Schema, Validator } from "@cfworker/json-schema";
import { document } from "../openapi/document.ts";
import { argument } from "./answer.ts";

/** Holds answers against the document that clients are made from: all of them, by the setup of each kind of test. */

interface Described {
  content?: Record<string, { schema: Schema }>;
}
type Operations = Record<string, { responses: Record<string, Described> } | undefined>;

// The most literal path first, as the Worker has it.
const PATHS = Object.entries(document.paths as Record<string, Operations>)
  .map(([path, operations]) => ({ operations, form: new RegExp(`^${path.replace(/\{[\w-]+\}/g, "[^/]+")}$`) }))
  .sort((a, b) => a.form.source.split("+").length - b.form.source.split("+").length);

interface Asked {
  method: string;
  url: string;
}

const validators = new Map<Schema, Validator>();

/** Throws where an answer is not as the document has it. */
export async function hold(request: Asked, response: Response): Promise<void> {
  if (request.method === "HEAD" || request.method === "OPTIONS") return;
  const [type = ""] = response.headers.get("Content-Type")?.split(";") ?? [];
  const isScript = type === "text/javascript";
  const isJson = isScript || type === "application/json";
  const text = isJson ? await response.clone().text() : "";
  const body = isJson ? JSON.parse(isScript ? argument(text) : text) : undefined;
  // A script has HTTP status 200 always; what happened is inside.
  const status = isScript ? (body.meta?.code ?? 200) : response.status;
  const wrong = fault(request, status, isScript ? "application/json" : type, body);
  if (wrong) throw new Error(`not as the document has it: ${wrong}`);
}

/** What is wrong with an answer, by the document; undefined where nothing is. `status` is the one inside of JSONP. */
export function fault(request: Asked, status: number, type: string, body: unknown): string | undefined {
  const path = new URL(request.url).pathname.replace(/(?<=.)(\.json)?\/*$/s, "");
  const operations = PATHS.find(({ form }) => form.test(path))?.operations;
  const operation = operations?.[request.method.toLowerCase()];
  if (!operation) return status < 400 ? `${status} for what the document does not have` : undefined;
  const response = operation.responses[status];
  if (!response) return `the document has no ${status} for ${request.method} ${path}`;
  const schema = response.content?.[type]?.schema;
  if (!schema) return response.content || body ? `the document has no ${type} for ${status} of ${path}` : undefined;
  if (type !== "application/json") return undefined;
  const validator = validators.get(schema) ?? new Validator({ ...schema, components: document.components }, "2020-12");
  validators.set(schema, validator);
  const { valid, errors } = validator.validate(body);
  return valid ? undefined : JSON.stringify(errors.slice(0, 5));
}
