import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { connect } from "node:net";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { createAppProxy } from "#tests/simulator/network/app-proxy.ts";
import { createCertificate } from "#tests/simulator/network/certificate.ts";
import { startConnectProxy } from "#tests/simulator/network/connect-proxy.ts";
import { listenLocally } from "#tests/simulator/network/listening.ts";
import { startLocalFront } from "#tests/simulator/network/local-front.ts";
import { startTlsFront } from "#tests/simulator/network/tls-front.ts";

const echo = async (request: Request) =>
  new Response(`${request.method} ${request.url} ${await request.text()}`, { headers: { "x-simulated": "yes" } });

test("an unchanged Node process reaches a shop through the proxy, with the certificate checked", async () => {
  const world = await startWorld();

  const answer = await world.run(
    `const r = await fetch("https://example.myshopify.com/admin/api/graphql.json", { method: "POST", body: "{}" }); console.log(r.status, await r.text());`,
  );

  expect(answer).toBe("200 POST https://example.myshopify.com/admin/api/graphql.json {}\n");
});

test.for(["https://example.com/", "https://cdn.shopify.com/", "https://example.myshopify.com:8443/"])(
  "the proxy refuses to lead a process to %s",
  async (url) => {
    const world = await startWorld();

    const answer = await world.run(
      `await fetch("${url}").then(() => console.log("reached"), () => console.log("refused"));`,
    );

    expect(answer).toBe("refused\n");
    expect(world.proxy.refused).toHaveLength(1);
  },
);

test("a handler that rejects cuts the connection, as a network fault would", async () => {
  const world = await startWorld(async () => {
    throw new Error("dropped");
  });

  const answer = await world.run(
    `await fetch("https://example.myshopify.com/").then(() => console.log("answered"), (error) => console.log(error.cause.code));`,
  );

  expect(answer).toBe("UND_ERR_SOCKET\n");
});

test("a body that breaks off reaches the client as a broken body, not as a short one", async () => {
  const world = await startWorld(async () => {
    const pieces = ["half of an answer"];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.shift();
        if (piece === undefined) controller.error(new Error("cut"));
        else controller.enqueue(new TextEncoder().encode(piece));
      },
    });
    return new Response(body);
  });

  const answer = await world.run(
    `const r = await fetch("https://example.myshopify.com/"); await r.text().then(() => console.log("whole"), () => console.log("broken"));`,
  );

  expect(answer).toBe("broken\n");
});

test("websockets reach the app through the proxy in front of it", async () => {
  const app = createServer();
  app.on("upgrade", (request, socket) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n\r\nhello ${request.url}`);
    socket.on("data", (chunk: Buffer) => socket.end(`heard ${chunk.toString()}`));
  });
  const listening = await listenLocally(app, 0);
  const front = createServer();
  const proxy = createAppProxy({ appPort: () => listening.port, publicOrigin: "https://app.test" });
  front.on("upgrade", (request, socket, head) => proxy.upgrade(request, socket, head));
  const outside = await listenLocally(front, 0);
  onTestFinished(async () => {
    await outside.close();
    await listening.close();
  });

  const heard = await new Promise<string>((resolve) => {
    let text = "";
    const socket = connect(outside.port, "127.0.0.1", () =>
      socket.write("GET /live HTTP/1.1\r\nHost: app.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
    );
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.endsWith("/live")) socket.write("ping");
    });
    socket.on("close", () => resolve(text));
  });

  expect(heard).toContain("hello /live");
  expect(heard).toContain("heard ping");
});

test("for a person's own browser the app names the local admin instead of Shopify's hosts", async () => {
  const app = createServer((request, response) => {
    response.setHeader(
      "content-security-policy",
      "frame-ancestors https://example.myshopify.com https://admin.shopify.com;",
    );
    response.setHeader("content-type", "text/html; charset=utf-8");
    const reload = encodeURIComponent("https://app.test/app?shop=a");
    const seen = [request.headers["x-forwarded-proto"], request.headers["x-forwarded-host"]].join("://");
    response.end(
      `<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script><a href="?shopify-reload=${reload}">${seen}</a>`,
    );
  });
  const listening = await listenLocally(app, 0);
  const front = await startLocalFront({
    port: 0,
    appPort: () => listening.port,
    appUrl: "https://app.test",
    admin: () => echo,
  });
  onTestFinished(async () => {
    await front.close();
    await listening.close();
  });

  const answer = await fetch(`${front.appOrigin}/app`);
  const text = await answer.text();

  expect(answer.headers.get("content-security-policy")).toContain(front.adminOrigin);
  expect(answer.headers.get("content-security-policy")).not.toContain("https://admin.shopify.com");
  expect(text).toContain(`<script src="${front.adminOrigin}/shopifycloud/app-bridge.js">`);
  expect(text).toContain(`shopify-reload=${encodeURIComponent(`${front.appOrigin}/app?shop=a`)}`);
  expect(text).toContain(`>${front.appOrigin}</a>`);
});

async function startWorld(shopify = echo) {
  const certificate = await createCertificate();
  const app = createAppProxy({ appPort: () => 1, publicOrigin: "https://app.test" });
  const front = await startTlsFront({ certificate, shopify, admin: echo, cdn: echo, app });
  const proxy = await startConnectProxy(front.port);
  onTestFinished(async () => {
    await proxy.close();
    await front.close();
    certificate.remove();
  });
  return {
    proxy,
    /** Runs a script in a Node process of its own that knows the proxy and the certificate only by its environment. */
    async run(script: string): Promise<string> {
      const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
        env: {
          NODE_ENV: "test",
          PATH: process.env["PATH"],
          NODE_USE_ENV_PROXY: "1",
          HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
          NODE_EXTRA_CA_CERTS: certificate.file,
        },
      });
      return stdout;
    },
  };
}
