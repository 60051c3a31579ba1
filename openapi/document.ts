import * as z from "zod";
import { refusal } from "./answers.ts";
import { PARTS } from "./media.ts";
import { OPERATIONS, type Operation } from "./operations.ts";
import { HEADERS, REFUSALS, ref, responsesOf } from "./responses.ts";

/** The API as an OpenAPI 3.1 document, from the schemas that check requests and describe answers. */

function parametersOf({ path, params, shape, answer }: Operation) {
  const own = params.map(({ name, meaning, allowed }) => {
    const schema = shape[name] as z.ZodType | undefined;
    if (!schema) throw new Error(`${path} has words for ${name}, and no schema`);
    const isInPath = path.includes(`{${name}}`);
    return {
      name,
      in: isInPath ? "path" : "query",
      description: `${meaning}; ${allowed}`,
      required: isInPath || !schema.safeParse(undefined).success,
      schema: schemaOf(schema, "input"),
    };
  });
  return [...own, ...(answer ? [ref("parameters", "callback")] : [])];
}

const SECURITY = {
  known: [{ access_token: [] }, { client_id: [] }, { bearer: [] }],
  user: [{ access_token: [] }, { bearer: [] }],
  anyone: [],
};

const operationOf = (operation: Operation) => ({
  operationId: operation.id,
  tags: [operation.tag],
  summary: operation.title,
  description: operation.about,
  parameters: parametersOf(operation),
  security: SECURITY[operation.caller],
  responses: responsesOf(operation),
});

function schemaOf(schema: z.ZodType, io: "input" | "output") {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

/** The schemas of all answers by name, with what they share told once. */
function schemas() {
  const registry = z.registry<{ id: string }>();
  const known = new Map<string, z.ZodType>(Object.entries(PARTS));
  for (const { answer } of OPERATIONS) if (answer) known.set(...answer);
  for (const status of Object.keys(REFUSALS)) known.set(`Refusal${status}`, refusal(Number(status)));
  for (const [id, schema] of known) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io: "output",
    unrepresentable: "any",
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema]));
}

/** The document. */
export const document = {
  openapi: "3.1.0",
  info: {
    title: "Darkroom",
    version: "1.0.0",
    summary: "The Media Endpoints of v1, over your own photos.",
    description:
      "Paths may end in `.json` or a slash. Parameters of a POST may stand in its form body. Every JSON answer is also to be " +
      "had as JSONP, always with status 200, what happened in `meta`.",
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [{ url: "/", description: "This instance" }],
  tags: [
    { name: "media", description: "Photos and videos" },
    { name: "likes", description: "Who likes them" },
    { name: "embeds", description: "Photos in other pages, without a credential" },
  ],
  paths: Object.fromEntries(
    [...new Set(OPERATIONS.map(({ path }) => path))].map((path) => [
      path,
      Object.fromEntries(
        OPERATIONS.filter((one) => one.path === path).map((one) => [one.method.toLowerCase(), operationOf(one)]),
      ),
    ]),
  ),
  components: {
    securitySchemes: {
      access_token: { type: "apiKey", in: "query", name: "access_token", description: "A user's token." },
      client_id: { type: "apiKey", in: "query", name: "client_id", description: "A client without a user." },
      bearer: { type: "http", scheme: "bearer", description: "A user's token, out of the URL." },
    },
    parameters: {
      callback: {
        name: "callback",
        in: "query",
        description: "A function's name: the answer is JSONP, a call of it",
        required: false,
        schema: { type: "string", maxLength: 128, pattern: "^[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*$" },
      },
    },
    headers: Object.fromEntries(
      Object.entries(HEADERS).map(([name, description]) => [name, { description, schema: { type: "string" } }]),
    ),
    schemas: schemas(),
  },
};
