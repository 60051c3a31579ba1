import { mkdirSync, writeFileSync } from "node:fs";
import { document } from "./document.ts";

/** Part of `npm run build`: writes the document to where it is served from. */

const FOLDER = "public/v1";

mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}/openapi.json`, JSON.stringify(document));
