import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";

const DEMO = path.resolve(import.meta.dirname, "../demo/demo.ts");

async function runDemo(...args: string[]) {
  const child = spawn(process.execPath, [DEMO, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill());
  const ended = once(child, "exit");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  return { exitCode: child.exitCode, lastLine: stdout.trimEnd().split("\n").at(-1) ?? "", stderr };
}

async function catalogFile(lines: readonly string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "demo-catalog-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, "small.csv");
  await writeFile(file, lines.join("\n"));
  return file;
}

test("the demo imports a catalog, carries it into three stores, and a second approval finds nothing to do", async () => {
  const file = await catalogFile([
    "Handle,Title,Product Category,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Barcode,Gift Card,Currency",
    "shirt,Shirt,Apparel > Shirts,Size,S,SHIRT-S,20,,,USD",
    "shirt,,,,M,SHIRT-M,20,3.65E+11,,USD",
    "vase,Vase,Home,,,VASE,35,,,USD",
    "pan,Pan,Kitchen,,,PAN,45,,,USD",
    "voucher,Voucher,Gift Cards,,,VOUCHER,25,,TRUE,USD",
    "broken,,Home,,,BROKEN,1,,,USD",
  ]);

  const { exitCode, lastLine, stderr } = await runDemo("--once", "--json", "--catalog", file, "--repeat", "2");

  expect([exitCode, exitCode === 0 ? "" : stderr]).toEqual([0, ""]);
  const summary = JSON.parse(lastLine) as Record<string, number>;
  expect(summary).toMatchObject({ batches: 2, rows: 10, success: 4, failed: 0, skipped: 6, ledgerDifferences: 0 });
  expect(summary).toMatchObject({ products: 4, variants: 5, rejected: 1, warnings: 1 });
  expect(summary["seconds"]).toBeGreaterThan(0);
  expect(stderr).toContain("Imported small.csv: 4 products, 5 variants.");
  expect(stderr).toContain("rejected product.title-missing: 1");
}, 180_000);

test("a demo of a file that is not there ends before anything is started, and says so", async () => {
  const { exitCode, lastLine, stderr } = await runDemo("--once", "--catalog", "/nowhere/catalog.csv");

  expect(exitCode).toBe(1);
  expect(lastLine).toBe("");
  expect(stderr.trim()).toBe("There is no file /nowhere/catalog.csv.");
});
