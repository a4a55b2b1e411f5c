import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import { writeReadableStreamToWritable } from "@remix-run/node";
import { expect, onTestFinished, test } from "vitest";
import { openEventStream } from "#app/http/stream/event-stream.server.ts";
import { openWatchedFeed } from "#tests/support/live/watched-feed.ts";
import { startTestRuntime } from "#tests/support/test-runtime.ts";
import { makeOrganization } from "#tests/support/worlds/sample-organization.ts";

/** As much as a loopback connection keeps for a reader, many times over. */
const NAME = "x".repeat(1_000_000);

test("a connection that is not read is cut before much waits for it, and one that is left is forgotten", async () => {
  const runtime = await startTestRuntime();
  const { id: organizationId } = await makeOrganization(runtime.db);
  const place = openWatchedFeed(runtime);
  const scope = { organizationId, actor: { type: "SYSTEM" as const, id: null, name: "Test" } };
  const waiting: number[] = [];
  const server = createServer((_request, response) => {
    const ended = new AbortController();
    response.once("close", () => ended.abort());
    const { body } = openEventStream({
      feed: place.feed,
      scope,
      cursor: null,
      expiresAt: null,
      signal: ended.signal,
      headers: {},
      connection: {
        waitingBytes() {
          waiting.push(response.writableLength);
          return response.writableLength;
        },
        destroy: () => void response.destroy(),
      },
    });
    // As Remix does: without waiting for the reader.
    if (body !== null) void writeReadableStreamToWritable(body, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const open = async () => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    socket.pause();
    await expect.poll(() => place.feed.viewers).toBe(1);
    return socket;
  };

  await open();
  await place.look();
  for (let look = 0; look < 60 && place.feed.viewers > 0; look += 1) {
    await runtime.db.shopifyUploadBatch.create({
      data: { organizationId, name: `${NAME} ${randomUUID()}`, actorType: "SYSTEM", actorName: "Test" },
    });
    await place.look();
  }
  expect(place.feed.viewers).toBe(0);
  expect(Math.max(...waiting)).toBeLessThan(2_500_000);

  const left = await open();
  left.destroy();
  await expect.poll(() => place.feed.viewers).toBe(0);
});
