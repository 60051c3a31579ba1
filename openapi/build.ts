import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { document } from "./document.ts";

/** Part of `npm run build`: writes the document to where it is served from, where it has changed. */

const FOLDER = "public/v1";
const FILE = `${FOLDER}/openapi.json`;

const text = JSON.stringify(document);
mkdirSync(FOLDER, { recursive: true });
if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== text) writeFileSync(FILE, text);
