import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { createAppProxy } from "#tests/simulator/network/app-proxy.ts";
import { createCertificate } from "#tests/simulator/network/certificate.ts";
import { startConnectProxy } from "#tests/simulator/network/connect-proxy.ts";
import { startTlsFront } from "#tests/simulator/network/tls-front.ts";
import {
  bulkCreateProduct,
  createLines,
  jsonLines,
  keyOf,
  openBulkShop,
  runBulkMutation,
  startedId,
} from "./bulk-shop.ts";

/** Runs a script in a Node process of its own that reaches the simulator only through the proxy, as the app does. */
async function openWayIn(shopify: (request: Request) => Promise<Response>) {
  const certificate = await createCertificate();
  const nothing = () => Promise.resolve(new Response(null, { status: 404 }));
  const app = createAppProxy({ appPort: () => 1, publicOrigin: "https://app.test" });
  const front = await startTlsFront({ certificate, shopify, admin: nothing, cdn: nothing, app });
  const proxy = await startConnectProxy(front.port);
  onTestFinished(async () => {
    await proxy.close();
    await front.close();
    certificate.remove();
  });
  const environment = {
    NODE_ENV: "test" as const,
    PATH: process.env["PATH"],
    NODE_USE_ENV_PROXY: "1",
    HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    NODE_EXTRA_CA_CERTS: certificate.file,
  };
  return async (script: string, input: unknown): Promise<string> => {
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...environment, INPUT: JSON.stringify(input) },
    });
    return stdout;
  };
}

const uploadScript = `
const { target, content } = JSON.parse(process.env.INPUT);
const form = new FormData();
for (const { name, value } of target.parameters) form.append(name, value);
form.append("file", new Blob([content]), "lines.jsonl");
const response = await fetch(target.url, { method: "POST", body: form });
console.log(response.status, await response.text());
`;

const downloadScript = `
const { url } = JSON.parse(process.env.INPUT);
const response = await fetch(url);
console.log(response.status, response.headers.get("content-type"), (await response.text()).trim().split("\\n").length);
`;

test("an unchanged process uploads lines to Shopify's storage and fetches the result from there", async () => {
  const { call, clock, see, simulator, stage } = await openBulkShop();
  const run = await openWayIn((request) => simulator.handle(request));
  const target = await stage();

  const uploaded = await run(uploadScript, { target, content: jsonLines(createLines(20)) });
  const started = await call(runBulkMutation, { mutation: bulkCreateProduct, path: keyOf(target) });
  clock.advance(60_000);
  const { url } = await see(startedId(started, "bulkOperationRunMutation"));
  const downloaded = await run(downloadScript, { url });

  expect(uploaded).toContain(`201 <?xml version='1.0' encoding='UTF-8'?><PostResponse><Location>`);
  expect(downloaded).toBe("200 application/jsonl 20\n");
});
