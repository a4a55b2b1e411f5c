import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { readCommandLine } from "#tests/simulator/command-line.ts";
import { domain } from "./one-shop.ts";

const checkout = path.resolve(import.meta.dirname, "../../..");
const cli = path.join(checkout, "tests/simulator/cli.ts");

/** Writes files into a folder of the test's own; answers their paths. */
function write(files: Record<string, unknown>): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), "simulator-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return Object.entries(files).map(([name, content]) => {
    const file = path.join(folder, name);
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  });
}

test("a process of its own serves the shops of a file to an app of a file, and ends on SIGTERM", async () => {
  const [shops = "", fidelity = ""] = write({
    "shops.json": [{ domain, plan: "plus" }],
    "fidelity.json": { parallelProductWrites: "refuse" },
  });
  const args = ["--port", "0", "--shops", shops, "--fidelity", fidelity, "--latency-ms", "5", "--install"];
  const more = ["--app-toml", path.join(checkout, "shopify.app.toml"), "--clock", "manual"];
  const child = spawn(process.execPath, [cli, ...args, ...more], { stdio: ["ignore", "ignore", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const url = () => /listens at (http:\S+);/.exec(said)?.[1];
  await expect.poll(url, { timeout: 20_000 }).toBeDefined();
  const read = async (at: string): Promise<unknown> => (await fetch(`${url()}/__control${at}`)).json();

  const [listed, switches, latency, clock] = [
    await read("/shops"),
    await read("/fidelity"),
    await read("/latency"),
    await read("/clock"),
  ];
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");

  expect(listed).toMatchObject([{ domain, plan: "plus", isAppInstalled: true, tokens: { accessTokens: 1 } }]);
  expect(switches).toMatchObject({ parallelProductWrites: "refuse", nodesCost: "once" });
  expect(latency).toStrictEqual({ mutationMs: 5, queryMs: 5 });
  expect(clock).toMatchObject({ isManual: true });
  expect(code).toBe(0);
});

test("an unchanged app reaches the shops under Shopify's own names by the variables that are said", async () => {
  const [shops = ""] = write({ "shops.json": [{ domain }] });
  const child = spawn(process.execPath, [cli, "--port", "0", "--shops", shops, "--proxy"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGTERM"));
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await expect.poll(() => said, { timeout: 20_000 }).toContain("listens at");
  const told = /myshopify\.com: (.*)/.exec(said)?.[1] ?? "";
  const variables = Object.fromEntries(told.split(" ").map((variable) => variable.split(/=(.*)/).slice(0, 2)));
  const app = `
    const asked = await fetch("https://${domain}/admin/oauth/access_token", { method: "POST", body: "{}" });
    const elsewhere = await fetch("https://example.com").catch(() => null);
    console.log(asked.status, (await asked.json()).error, elsewhere);
  `;

  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", app], {
    env: { ...variables, NODE_ENV: "test", PATH: process.env["PATH"] },
  });

  expect(stdout).toBe("400 invalid_request null\n");
});

test("--help says everything on stdout, and a mistake ends with code 1 and one line", async () => {
  const run = promisify(execFile);
  const help = await run(process.execPath, [cli, "--help"]);
  const mistake = await run(process.execPath, [cli, "--port", "0"]).catch((error: unknown) => error);

  expect(help.stdout).toContain("--webhook-target URL");
  expect(mistake).toMatchObject({
    code: 1,
    stderr: "Say which shops there are: --shops shops.json. (--help tells more)\n",
  });
});

test.each([
  { rule: "no port", args: [], reason: /--port 4600/ },
  { rule: "a port that is none", args: ["--port", "http"], reason: /--port takes a whole number/ },
  { rule: "a flag that nobody knows", args: ["--colour", "red"], reason: /--colour/ },
  { rule: "a latency below 0", args: ["--latency-ms", "-1"], reason: /latency-ms/ },
  { rule: "another clock", args: ["--clock", "sun"], reason: /system or manual/ },
  { rule: "another ledger", args: ["--ledger", "none"], reason: /full or hashes/ },
  { rule: "a target without a scheme", args: ["--webhook-target", "app.test"], reason: /http:\/\/127/ },
  { rule: "a file that is not there", args: ["--shops", "/nowhere.json"], reason: /\/nowhere.json.*ENOENT/ },
  { rule: "a configuration that is not there", args: ["--app-toml", "/nowhere.toml"], reason: /\/nowhere.toml/ },
])("$rule is refused with a reason", ({ rule, args, reason }) => {
  const [shops = ""] = write({ "shops.json": [{ domain }] });
  const whole = rule === "no port" ? args : ["--port", "0", "--shops", shops, ...args];

  expect(() => readCommandLine(whole)).toThrow(reason);
});

test.each([
  { file: { "shops.json": "[" }, flag: "--shops", reason: /shops.json, cannot be used/ },
  { file: { "shops.json": [{ domain: "example.com" }] }, flag: "--shops", reason: /myshopify.com/ },
  { file: { "fidelity.json": { nodesCost: "twice" } }, flag: "--fidelity", reason: /nodesCost/ },
  { file: { "fidelity.json": { colour: "red" } }, flag: "--fidelity", reason: /colour/ },
])("a file that cannot be used is named with what is wrong in it: $reason", ({ file, flag, reason }) => {
  const [shops = ""] = write({ "good.json": [{ domain }] });
  const [given = ""] = write(file);

  expect(() => readCommandLine(["--port", "0", "--shops", shops, flag, given])).toThrow(reason);
});
