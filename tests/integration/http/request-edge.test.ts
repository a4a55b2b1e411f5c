import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { answerFailure, bodyLimit, methodLimit, requestEdge } from "#app/http/request-edge.server.ts";
import { collectingLog, type LogLine } from "#tests/support/collecting-log.ts";

test("a session token in the query never reaches the log", async () => {
  const { url, lines } = await serve();

  await fetch(`${url}/app?id_token=eyJhbGciOi.secret.part&shop=a.myshopify.com`);

  await expect.poll(() => lines).toHaveLength(1);
  expect(lines[0]?.fields).toMatchObject({ method: "GET", path: "/app", status: 200 });
  expect(JSON.stringify(lines)).not.toContain("secret");
});

test("an answer carries the request id that the front gave, and a new one in place of nonsense", async () => {
  const { url } = await serve();

  const given = await fetch(`${url}/app`, { headers: { "x-request-id": "front-1234" } });
  const nonsense = await fetch(`${url}/app`, { headers: { "x-request-id": "a b" } });

  expect(given.headers.get("x-request-id")).toBe("front-1234");
  expect(nonsense.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("an answer that names no frame may not be framed, and one that does is left alone", async () => {
  const { url } = await serve();

  const plain = await fetch(`${url}/app`);
  const framed = await fetch(`${url}/framed`);

  expect(plain.headers.get("content-security-policy")).toBe("frame-ancestors 'none';");
  expect(framed.headers.get("content-security-policy")).toBe("frame-ancestors https://a.myshopify.com;");
});

test("a body over the limit is refused, whether its length is told or not", async () => {
  const { url, received } = await serve();

  const told = await postZeros(url, { megabytes: 33, isLengthTold: true });
  const untold = await postZeros(url, { megabytes: 40, isLengthTold: false });

  expect([told, untold]).toEqual([413, 413]);
  expect(received.bytes).toBeLessThan(34 * 1024 * 1024);
});

test("what fails outside of the routes is answered as a problem with the request's id, and shows nothing of the fault", async () => {
  const { url } = await serve();

  const undecodable = await fetch(`${url}/pages/%E0%A4%A`);
  const broken = await fetch(`${url}/broken`);

  expect([undecodable.status, broken.status]).toEqual([400, 500]);
  expect(undecodable.headers.get("content-type")).toContain("application/problem+json");
  expect(await undecodable.json()).toMatchObject({ code: "request.invalid-path" });
  const told: unknown = await broken.json();
  expect(told).toMatchObject({ code: "app.unexpected", requestId: broken.headers.get("x-request-id") });
  expect(JSON.stringify(told)).not.toContain("hunter2");
});

test("a method that no address can have is refused before any route", async () => {
  const { url } = await serve();

  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sent = httpRequest(`${url}/app`, { method: "TRACE" }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject).end();
  });

  expect(status).toBe(405);
});

test("a connection whose body nobody read is closed after the answer, others are kept", async () => {
  const { url } = await serve();

  const unread = await fetch(`${url}/unread`, { method: "POST", body: "x".repeat(5_000_000) });
  const plain = await fetch(`${url}/app`);

  expect(unread.headers.get("connection")).toBe("close");
  expect(plain.headers.get("connection")).toBe("keep-alive");
});

async function serve(): Promise<{ url: string; lines: LogLine[]; received: { bytes: number } }> {
  const { log, lines } = collectingLog();
  const received = { bytes: 0 };
  const app = express();
  app.use(requestEdge(log), methodLimit, bodyLimit(log));
  app.get("/framed", (_request, response) => {
    response.set("Content-Security-Policy", "frame-ancestors https://a.myshopify.com;").send("framed");
  });
  app.post("/unread", (_request, response) => {
    response.send("no thanks");
  });
  app.get("/broken", () => {
    throw new Error("password=hunter2");
  });
  app.get("/pages/:id", (request, response) => {
    response.send(request.params.id);
  });
  app.all("*", (request, response) => {
    request.on("data", (chunk: Buffer) => (received.bytes += chunk.byteLength));
    request.on("end", () => response.send("ok"));
    request.resume();
  });
  app.use(answerFailure(log));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, lines, received };
}

/** The status of the answer; that the server hangs up on the rest of the body is expected. */
function postZeros(url: string, { megabytes, isLengthTold }: { megabytes: number; isLengthTold: boolean }) {
  const chunk = Buffer.alloc(1024 * 1024);
  return new Promise<number | undefined>((resolve, reject) => {
    const headers = isLengthTold
      ? { "content-length": megabytes * chunk.byteLength }
      : { "transfer-encoding": "chunked" };
    let status: number | undefined;
    const sent = httpRequest(`${url}/upload`, { method: "POST", headers }, (response) => {
      status = response.statusCode;
      response.resume();
      sent.destroy();
      resolve(status);
    });
    sent.on("error", (error) => (status === undefined ? reject(error) : resolve(status)));
    const write = (left: number): void => {
      if (left === 0 || sent.destroyed) sent.end();
      else sent.write(chunk, () => write(left - 1));
    };
    write(megabytes);
  });
}
