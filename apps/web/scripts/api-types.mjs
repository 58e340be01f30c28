// Makes the types of the public API from its contract, which the server prints.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const contract = join(root, "../../contracts/openapi/couchannel.yaml");
const target = join(root, "lib/api/schema.d.ts");

const types = await openapiTS(pathToFileURL(contract), { alphabetize: true });
await mkdir(dirname(target), { recursive: true });
await writeFile(target, `// Made by scripts/api-types.mjs from contracts/openapi.\n${astToString(types)}`);
