import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Runtime } from "#app/domain/context.ts";
import { webhookInbox } from "#app/http/webhook-inbox.server.ts";
import { newShopDomain } from "./worlds/sample-store.ts";
import { startTestRuntime } from "./test-runtime.ts";
import { webhookRequest, type WebhookToSend } from "./webhook-request.ts";

/** The inbox behind a port of its own, as the web process has it. */
export async function openInbox(overrides: Partial<Runtime> = {}) {
  const runtime = await startTestRuntime(overrides);
  const inbox = webhookInbox(runtime);
  const server = createServer(inbox);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await inbox.close();
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
  const shopDomain = newShopDomain();
  const send = async (webhook: Partial<WebhookToSend> = {}): Promise<Response> => {
    const signed = webhookRequest({ shopDomain, topic: "products/update", payload: { id: 1 }, ...webhook });
    return fetch(address, { method: "POST", headers: signed.headers, body: await signed.arrayBuffer() });
  };
  return { runtime, shopDomain, send };
}
