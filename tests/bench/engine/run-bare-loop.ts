import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { OwnedParts } from "../owned-parts.ts";
import type { CreateInput } from "../upload/baselines/baseline-products.ts";
import type { SimulatorProcess } from "../upload/simulator-process.ts";

const CHECKOUT = path.resolve(import.meta.dirname, "../../..");
const SCRIPT = "tests/bench/engine/bare-loop.ts";

const printed = z.object({ seconds: z.number(), products: z.int(), variants: z.int() });

export interface BareLoopOrder {
  readonly domain: string;
  readonly products: readonly CreateInput[];
  readonly variantsPerProduct: number;
}

/** Uploads products by the bare loop, in a process of its own. @throws Error with what it said, unless it ended well. */
export async function runBareLoop(
  parts: OwnedParts,
  simulator: SimulatorProcess,
  order: BareLoopOrder,
): Promise<z.output<typeof printed>> {
  const { accessToken } = await simulator.installApp(order.domain);
  const folder = await parts.open(
    () => mkdtemp(path.join(tmpdir(), "catalog-relay-bench-")),
    (made) => rm(made, { recursive: true, force: true }),
  );
  const file = path.join(folder, "order.json");
  await writeFile(file, JSON.stringify({ ...order, accessToken }));
  const child = await parts.open(
    () =>
      spawn(process.execPath, [SCRIPT, file], {
        cwd: CHECKOUT,
        env: { PATH: process.env["PATH"], NODE_ENV: "production", ...simulator.environment },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    (started) => started.kill("SIGKILL"),
  );
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  const [code, out, error] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`The bare loop ended with code ${code ?? "none"} and said: ${error.trim()}`);
  return printed.parse(JSON.parse(out));
}
