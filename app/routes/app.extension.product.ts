import { z } from "zod";
import { extensionAction, extensionLoader } from "#app/http/extensions/extension-handlers.server.ts";
import { readProductBlock, uploadProductAgain } from "#app/http/extensions/product-block.server.ts";
import { parseJson, parseSearchParams } from "#app/http/parse-input.server.ts";

const asked = z.object({
  shopifyProductId: z.string().regex(/^gid:\/\/shopify\/Product\/\d{1,20}$/, "is not the id of a Shopify product"),
});

/** What the block on Shopify's product page shows. */
export const loader = extensionLoader(async ({ ctx, storeId, request }) =>
  readProductBlock(ctx, { storeId, ...parseSearchParams(request, asked) }),
);

/** "Upload again" in that block. */
export const action = extensionAction(async ({ ctx, storeId, request }) =>
  uploadProductAgain(ctx, { storeId, ...(await parseJson(request, asked)) }),
);
