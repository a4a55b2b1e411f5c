import { createReadStream } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { importCatalog } from "#app/domain/catalog/import-catalog.server.ts";
import { createRejectsFile } from "#app/domain/catalog/imports/rejects-file.server.ts";
import type { Context } from "#app/domain/context.ts";
import { ensureBuild } from "#tests/rig/ensure-build.ts";
import { openRuntime } from "#tests/rig/open-runtime.ts";
import { startRig, type Rig } from "#tests/rig/rig.ts";
import { parseDemoOptions, USAGE, type DemoOptions } from "./demo-options.ts";
import { demoStores, toShopOptions } from "./demo-stores.ts";
import { runOnce } from "./run-once.ts";
import { seedDemo } from "./seed-demo.ts";

const say = (line: string) => void process.stderr.write(`${line}\n`);

async function demo(options: DemoOptions): Promise<number> {
  const startedAtMs = Date.now();
  ensureBuild(say);
  say("Starting PostgreSQL, the simulated Shopify, the app and a worker …");
  const rig = await startRig({
    purpose: "demo",
    storage: "thrown-away",
    simulator: { shops: demoStores.map(toShopOptions), latency: { mutationMs: 200, queryMs: 70 } },
    installedShops: [],
    shows: "problems",
    ...(options.isOnce ? {} : { localPort: options.port }),
  });
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await rig.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)));
  }
  const runtime = await openRuntime(rig, "demo");
  try {
    const { ctx, apiToken } = await seedDemo(runtime, rig.simulator);
    const imported = await importInto(ctx, options);
    if (options.isOnce) {
      const { summary, differences } = await runOnce(ctx, rig.simulator, imported, {
        repeat: options.repeat,
        startedAtMs,
        say,
      });
      for (const difference of differences) say(difference);
      process.stdout.write(`${options.isJson ? JSON.stringify(summary) : describe(summary)}\n`);
      return differences.length === 0 && summary.success + summary.failed + summary.skipped === summary.rows ? 0 : 1;
    }
    say(whereToLook(rig, apiToken));
    await new Promise(() => undefined);
    return 0;
  } finally {
    await runtime.close();
    await stop();
  }
}

const describe = (summary: object) =>
  Object.entries(summary)
    .map(([name, value]) => `${name.padEnd(20)}${String(value)}`)
    .join("\n");

async function importInto(ctx: Context, { catalogFile, mapping }: DemoOptions) {
  const rejectsPath = path.join(tmpdir(), `catalog-relay-demo-rejects-${process.pid}.csv`);
  const rejects = createRejectsFile(rejectsPath);
  const imported = await importCatalog(ctx, {
    source: () => createReadStream(catalogFile),
    fileName: path.basename(catalogFile),
    rejects,
    ...(mapping === null ? {} : { mapping }),
  });
  await rejects.close();
  say(`Imported ${imported.fileName}: ${imported.products.created} products, ${imported.variants.created} variants.`);
  for (const [code, count] of Object.entries(imported.warningsByCode)) say(`  warning ${code}: ${count}`);
  for (const [code, count] of Object.entries(imported.rejectedByCode))
    say(`  rejected ${code}: ${count} (see ${rejectsPath})`);
  return imported;
}

function whereToLook(rig: Rig, apiToken: string): string {
  const admin = rig.world.local?.adminOrigin ?? "";
  return `
The demo is running.

  1. Open ${admin} in a browser: the simulated Shopify admin of three stores.
  2. Choose a store, open "Catalog Relay", go to Approvals, choose products, approve.
  3. Watch the batch; then see the products in the store itself, in the same admin.

  JSON API: curl -H "Authorization: Bearer ${apiToken}" http://127.0.0.1:${rig.web.port}/api/v1/batches
  End with Ctrl-C. Everything is thrown away then.
`;
}

async function main(): Promise<void> {
  const options = parseDemoOptions(process.argv.slice(2));
  if (options === "help") return void process.stdout.write(USAGE);
  process.exitCode = await demo(options);
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    if (process.env["DEBUG"] && error instanceof Error) say(error.stack ?? "");
    process.exit(1);
  },
);
