import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { serveAssets } from "#app/http/assets/serve-assets.server.ts";

const SCRIPT = "export const answer = 42;\n".repeat(100);

test("a browser that takes it gets a script as the build compressed it, under the script's own type", async () => {
  const ask = await serve();

  const { headers, body } = await ask("/assets/page-abc.js", "gzip, deflate, br, zstd");

  expect(headers["content-encoding"]).toBe("br");
  expect(headers["content-type"]).toMatch(/^(text|application)\/javascript/);
  expect(headers["cache-control"]).toContain("immutable");
  expect(headers.vary).toContain("Accept-Encoding");
  expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
});

test("who takes nothing compressed, or asks for what was not compressed, gets it as it is", async () => {
  const ask = await serve();

  const plain = await ask("/assets/page-abc.js", "identity");
  const picture = await ask("/assets/logo.svg", "br");

  expect([plain.headers["content-encoding"], plain.body.toString()]).toEqual([undefined, SCRIPT]);
  expect([picture.headers["content-encoding"], picture.body.toString()]).toEqual([undefined, "<svg/>"]);
});

/** A server of these assets alone; asked without what fetch would unpack on the way. */
async function serve() {
  const folder = mkdtempSync(path.join(tmpdir(), "assets-"));
  writeFileSync(path.join(folder, "page-abc.js"), SCRIPT);
  writeFileSync(path.join(folder, "page-abc.js.br"), brotliCompressSync(SCRIPT));
  writeFileSync(path.join(folder, "logo.svg"), "<svg/>");
  const app = express().use("/assets", serveAssets(folder));
  const server = createServer((request, response) => void app(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  const { port } = server.address() as AddressInfo;
  return async (file: string, encodings: string) => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, path: file, headers: { "accept-encoding": encodings }, agent: false }, resolve).on("error", reject);
    });
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part as Buffer);
    return { headers: answer.headers, body: Buffer.concat(parts) };
  };
}
