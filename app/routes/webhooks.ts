import type { ActionFunctionArgs } from "@remix-run/node";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { readWebhook } from "#app/http/read-webhook.server.ts";
import { getRuntime } from "#app/http/runtime.server.ts";

/** The inbox of every topic in shopify.app.toml: verify, keep, answer 200. All else is a job. */
export async function action({ request }: ActionFunctionArgs) {
  const runtime = await getRuntime();
  const reading = await readWebhook(request, runtime.shopifyApp.clientSecret);
  if (reading.kind === "refused") {
    runtime.log.warn({ status: reading.status, because: reading.because }, "A webhook was refused.");
    return new Response(reading.because, { status: reading.status });
  }
  await recordWebhook(runtime, reading.webhook);
  return new Response(null, { status: 200 });
}

export const loader = () =>
  new Response("Shopify posts its webhooks here.", { status: 405, headers: { Allow: "POST" } });
