import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startProductProcess } from "#tests/rig/processes.ts";

test("a process is handed out once it says that it is ready", async () => {
  const product = await start(`setTimeout(() => console.log("listening"), 100); setInterval(() => {}, 1000);`);

  expect(product.log()).toContain("listening");
  expect(product.isRunning()).toBe(true);
});

test("a process gets its own variables and none of ours", async () => {
  process.env["ONLY_OURS"] = "secret";
  const product = await start(
    `console.log("listening", process.env.MODE, process.env.ONLY_OURS); setInterval(() => {}, 1000);`,
  );

  expect(product.log()).toContain("listening own undefined");
});

test("SIGTERM gives a process the time to end by itself", async () => {
  const product = await start(
    `process.on("SIGTERM", () => { console.log("drained"); process.exit(0); }); console.log("listening"); setInterval(() => {}, 1000);`,
  );

  const wasEnough = await product.stop();

  expect(wasEnough).toBe(true);
  expect(product.log()).toContain("drained");
  expect(await product.ended).toBe(0);
});

test("a process that ignores SIGTERM is killed after the deadline", async () => {
  const product = await start(
    `process.on("SIGTERM", () => {}); console.log("listening"); setInterval(() => {}, 1000);`,
  );

  const wasEnough = await product.stop(0.2);

  expect(wasEnough).toBe(false);
  expect(product.isRunning()).toBe(false);
});

test("a killed process gets no chance to say good-bye", async () => {
  const product = await start(
    `process.on("exit", () => console.log("bye")); console.log("listening"); setInterval(() => {}, 1000);`,
  );

  await product.kill();

  expect(product.log()).not.toContain("bye");
  expect(await product.ended).toBeNull();
});

test("a process that ends before it is ready is reported with its last words", async () => {
  const starting = start(`console.error("no database"); process.exit(3);`);

  await expect(starting).rejects.toThrow(/ended:\n.*no database/s);
});

async function start(script: string) {
  const folder = mkdtempSync(path.join(tmpdir(), "catalog-relay-process-"));
  const file = path.join(folder, "script.mjs");
  writeFileSync(file, script);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const product = await startProductProcess({
    name: "sample",
    script: [file],
    environment: { MODE: "own" },
    isReady: (one) => one.log().includes("listening"),
    shows: "nothing",
  });
  onTestFinished(() => product.kill());
  return product;
}
