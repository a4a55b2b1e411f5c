import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import {
  countDeliveries,
  listDeliveries,
  type DeliveryFilter,
} from "#app/domain/reconciliation/delivery-queries.server.ts";
import { DELIVERY_STATES, type DeliveryState } from "#app/domain/reconciliation/delivery-states.ts";
import { listStores } from "#app/domain/stores/store-queries.server.ts";
import { encodePage } from "../cursors.ts";
import { pageParams, parseSearchParams, toPageRequest } from "../parse-input.server.ts";

const search = z.object({
  state: z.enum(DELIVERY_STATES).optional(),
  topic: z.string().max(100).optional(),
  resource: z.string().max(200).optional(),
  storeId: z.uuid().optional(),
  ...pageParams("bigint"),
});

/** What the inbox shows is narrowed by; what is absent narrows nothing. */
export interface InboxFilter extends Omit<DeliveryFilter, "states"> {
  state?: DeliveryState | undefined;
}

/** The inbox from the address of its page. */
export async function readInbox(ctx: Context, request: Request) {
  const { after, before, ...filter } = parseSearchParams(request, search);
  const { state, ...rest } = filter;
  const [deliveries, counts, stores] = await Promise.all([
    listDeliveries(ctx, { ...rest, states: state && [state] }, toPageRequest({ after, before })),
    countDeliveries(ctx, filter.storeId),
    listStores(ctx),
  ]);
  const shown: InboxFilter = filter;
  return {
    filter: shown,
    deliveries: deliveries.items,
    counts,
    stores: stores.map(({ id, name }) => ({ id, name })),
    ...encodePage(deliveries),
  };
}
