import { z } from "zod";
import { keepShopFacts } from "#app/domain/stores/keep-shop-facts.server.ts";
import { handled, ofStore, unreadable } from "./topic-handler.ts";

const body = z.object({ name: z.string().min(1), currency: z.string().min(1), iana_timezone: z.string().min(1) });

/** shop/update: name, currency and time zone of the store follow the shop. */
export const shopUpdated = ofStore(async (runtime, { store, payload }) => {
  const told = body.safeParse(payload);
  if (!told.success) return unreadable;
  const { name, currency: currencyCode, iana_timezone: ianaTimezone } = told.data;
  return handled(await keepShopFacts(runtime, { storeId: store.id, name, currencyCode, ianaTimezone }));
});
