import { z } from "zod";
import { offlineInsteadOfError, type Polled } from "#app/components/use-polled.ts";
import { shopChoiceId } from "#app/domain/stores/routing/route-settings.ts";
import { readShopChoices, type ShopAnswer, type ShopChoices } from "#app/domain/stores/routing/shop-choices.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";
import { parseSearchParams } from "#app/http/parse-input.server.ts";

const MOST_IDS = 200;
const asked = z.object({
  storeId: z.uuid(),
  ids: z
    .string()
    .default("")
    .transform((text) => text.split(",").filter((id) => id !== ""))
    .pipe(z.array(shopChoiceId).max(MOST_IDS)),
});

/** What a route can name in its shop, asked for when the settings open. */
export const loader = pageLoader(async ({ ctx, request }): Promise<Polled<ShopAnswer<ShopChoices>>> => ({
  isOffline: false,
  seen: await readShopChoices(ctx, parseSearchParams(request, asked)),
}));

export const clientLoader = offlineInsteadOfError<ShopAnswer<ShopChoices>>;
