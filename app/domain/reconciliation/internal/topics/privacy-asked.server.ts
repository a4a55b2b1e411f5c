import { z } from "zod";
import { recordPrivacyRequest } from "#app/domain/privacy/record-privacy-request.server.ts";
import { handled, type News, type TopicHandler } from "./topic-handler.ts";

const body = z.object({ data_request: z.object({ id: z.coerce.string() }) });

/** customers/data_request: listed, with the answer that the app holds nothing about customers. */
export const customerDataRequested: TopicHandler = async (runtime, news) => {
  const told = body.safeParse(news.payload);
  const shopifyReference = told.success ? told.data.data_request.id : null;
  return handled(await recordPrivacyRequest(runtime, { ...askedBy(news), kind: "CUSTOMER_DATA", shopifyReference }));
};

/** customers/redact: listed, with the answer that there is nothing to delete. */
export const customerRedactionAsked: TopicHandler = async (runtime, news) =>
  handled(
    await recordPrivacyRequest(runtime, { ...askedBy(news), kind: "CUSTOMER_REDACTION", shopifyReference: null }),
  );

/** shop/redact: listed, and a job deletes everything of the shop. */
export const shopRedactionAsked: TopicHandler = async (runtime, news) =>
  handled(await recordPrivacyRequest(runtime, { ...askedBy(news), kind: "SHOP_REDACTION", shopifyReference: null }));

const askedBy = ({ shopDomain, webhookId, store, triggeredAt }: News) => ({
  shopDomain,
  webhookId,
  organizationId: store?.organizationId ?? null,
  storeId: store?.id ?? null,
  requestedAt: triggeredAt,
});
