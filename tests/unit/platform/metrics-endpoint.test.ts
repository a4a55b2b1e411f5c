import { createServer, request as httpRequest } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { metricsEndpoint } from "#app/platform/metrics-endpoint.server.ts";

async function serve(token?: string): Promise<number> {
  const answer = metricsEndpoint({ token, read: async () => "calls 1\n" });
  const server = createServer((request, response) => void answer(request, response));
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("The server has no address.");
  return address.port;
}

const get = (port: number, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    httpRequest({ host: "127.0.0.1", port, path: "/metrics", headers, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (body += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on("error", reject)
      .end();
  });

test("without a token this machine may read the metrics, and nobody through a proxy", async () => {
  const port = await serve();

  expect(await get(port)).toEqual({ status: 200, body: "calls 1\n" });
  expect(await get(port, { host: `localhost:${port}` })).toMatchObject({ status: 200 });
  expect(await get(port, { host: "relay.example.com" })).toMatchObject({ status: 403 });
  expect(await get(port, { "x-forwarded-for": "203.0.113.9" })).toMatchObject({ status: 403 });
  expect(await get(port, { forwarded: "for=203.0.113.9" })).toMatchObject({ status: 403 });
});

test("with a token whoever shows it may read, from wherever, and this machine only with it", async () => {
  const port = await serve("a-token-of-some-length");

  expect(await get(port)).toMatchObject({ status: 401 });
  expect(await get(port, { authorization: "Bearer another-token-of-it" })).toMatchObject({ status: 401 });
  const shown = { authorization: "Bearer a-token-of-some-length", host: "relay.example.com" };
  expect(await get(port, shown)).toEqual({ status: 200, body: "calls 1\n" });
});
