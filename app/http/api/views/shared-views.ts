import { z } from "zod";
import { DEPARTURE_RULES } from "#app/domain/uploads/departures/departure-scope.ts";

/** In answers a text such as `2026-11-30T18:00:00.000Z`. */
export const time = z.date();

/** A page of a list. `nextCursor` is the `cursor` of the next one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable().meta({ description: "Null on the last page." }) });

export const actorView = z
  .object({ type: z.enum(["STAFF", "API_TOKEN", "SYSTEM"]), id: z.string().nullable(), name: z.string() })
  .meta({ id: "Actor" });

export const errorCategory = z
  .enum(["API_LIMIT", "VALIDATION", "DUPLICATE", "NETWORK", "SHOPIFY_ERROR", "UNKNOWN"])
  .meta({ id: "ErrorCategory" });

export const departureRule = z.enum(DEPARTURE_RULES).meta({
  id: "DepartureRule",
  description:
    "What becomes of products in the shop that no longer go there: they are left as they are, unpublished or archived.",
});

export const skipReason = z
  .enum([
    "NOT_ELIGIBLE",
    "NO_ROUTE",
    "UNCHANGED",
    "ALREADY_IN_FLIGHT",
    "SUPERSEDED",
    "DELETED_IN_SHOP",
    "GONE_FROM_SHOP",
    "OFF_SALE_ALREADY",
    "BELONGS_AGAIN",
  ])
  .meta({ id: "SkipReason" });
