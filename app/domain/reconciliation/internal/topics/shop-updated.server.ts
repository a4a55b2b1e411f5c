import { z } from "zod";
import { keepShopFacts } from "#app/domain/stores/keep-shop-facts.server.ts";
import { handled, ofStore, unreadable } from "./topic-handler.ts";

const text = z.string().min(1).nullish();
const body = z.object({ name: text, currency: text, iana_timezone: text });

/** shop/update: name, currency and time zone of the store follow the shop. */
export const shopUpdated = ofStore(async (runtime, { store, payload }) => {
  const told = body.safeParse(payload);
  if (!told.success) return unreadable;
  const { name, currency, iana_timezone } = told.data;
  return handled(
    await keepShopFacts(runtime, {
      storeId: store.id,
      ...(name ? { name } : {}),
      ...(currency ? { currencyCode: currency } : {}),
      ...(iana_timezone ? { ianaTimezone: iana_timezone } : {}),
    }),
  );
});
