import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const SHIPPED_CATALOG = path.resolve(import.meta.dirname, "../../prisma/demo-catalog.csv");

export interface DemoOptions {
  isOnce: boolean;
  isJson: boolean;
  catalogFile: string;
  mapping: string | null;
  /** How often everything is approved, with --once. */
  repeat: number;
  port: number;
}

export const USAGE = `npm run demo -- [options]

Starts a database, a simulated Shopify with three stores, the app and a worker, and imports a catalog.

  --once            do the whole job without a browser: import, approve all, upload, compare; then end
  --json            with --once: print the summary as one JSON object
  --catalog FILE    another catalog than the shipped one (Shopify CSV, JSON Lines, or a CSV with a mapping)
  --mapping NAME    column mapping of the catalog; recognized by the header when left out
  --repeat N        with --once: approve everything N times (default 1)
  --port P          port of the simulated admin (default 4000; the app takes the next one)
  --help            this text
`;

/** @throws {Error} in words for the person at the command line. */
export function parseDemoOptions(args: string[]): DemoOptions | "help" {
  const { values } = parseArgs({
    args,
    options: {
      once: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      catalog: { type: "string", default: SHIPPED_CATALOG },
      mapping: { type: "string" },
      repeat: { type: "string", default: "1" },
      port: { type: "string", default: "4000" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const catalogFile = path.resolve(values.catalog);
  if (!existsSync(catalogFile) || !statSync(catalogFile).isFile())
    throw new Error(`There is no file ${values.catalog}.`);
  const repeat = wholeNumber("--repeat", values.repeat, 1, 100);
  const port = wholeNumber("--port", values.port, 0, 65_534);
  return { isOnce: values.once, isJson: values.json, catalogFile, mapping: values.mapping ?? null, repeat, port };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new Error(`${name} takes a whole number from ${least} to ${most}, not "${text}".`);
  }
  return number;
}
