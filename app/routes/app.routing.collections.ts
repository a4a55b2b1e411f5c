import { z } from "zod";
import { offlineInsteadOfError, type Polled } from "#app/components/use-polled.ts";
import {
  findShopCollections,
  type FoundCollections,
  type ShopAnswer,
} from "#app/domain/stores/routing/shop-choices.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";
import { parseSearchParams } from "#app/http/parse-input.server.ts";

const asked = z.object({ storeId: z.uuid(), text: z.string().max(100).default("") });

/** Collections of a route's shop, by the words of their titles. */
export const loader = pageLoader(async ({ ctx, request }): Promise<Polled<ShopAnswer<FoundCollections>>> => ({
  isOffline: false,
  seen: await findShopCollections(ctx, parseSearchParams(request, asked)),
}));

export const clientLoader = offlineInsteadOfError<ShopAnswer<FoundCollections>>;
