import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";
import type { FlowTrigger } from "#tests/simulator/options.ts";

const EXTENSIONS = path.resolve(import.meta.dirname, "../../../extensions");

const trigger = z.object({
  extensions: z.tuple([z.object({ handle: z.string() })]),
  settings: z.object({ fields: z.array(z.object({ key: z.string(), type: z.string() })) }),
});

/** The triggers that `shopify app deploy` would deploy. */
export const declaredTriggers = (): FlowTrigger[] =>
  readdirSync(EXTENSIONS)
    .filter((folder) => folder.startsWith("flow-"))
    .map((folder) => {
      const read = trigger.parse(parse(readFileSync(path.join(EXTENSIONS, folder, "shopify.extension.toml"), "utf8")));
      const fields = Object.fromEntries(read.settings.fields.map(({ key, type }) => [key, type]));
      return { handle: read.extensions[0].handle, fields };
    });
