import path from "node:path";
import { build } from "vite";

/**
 * Compiles one of the scripts of `browser/` into a classic script, for pages that load it by a plain `<script src>`.
 * Takes some 100 ms; keep the answer.
 */
export async function bundleBrowserScript(name: "app-bridge" | "admin-page"): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: {
        entry: path.join(import.meta.dirname, "browser", `${name}.ts`),
        formats: ["iife"],
        name: "simulatedAdmin",
      },
    },
  });
  const outputs = Array.isArray(built) ? built.flatMap((one) => one.output) : "output" in built ? built.output : [];
  const script = outputs.find((one) => one.type === "chunk");
  if (script === undefined) throw new Error(`Vite made no script of browser/${name}.ts`);
  return script.code;
}
