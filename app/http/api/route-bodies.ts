import { z } from "zod";
import { routeSettingsSchema } from "#app/domain/stores/routing/route-settings.ts";

const place = { categoryId: z.uuid(), storeId: z.uuid() };

/** Body of `PUT /api/v1/routes`: where the route begins and leads, and its settings; what is absent has its default. */
export const routeBody = z
  .strictObject({ ...place, ...routeSettingsSchema.shape })
  .transform(({ categoryId, storeId, ...settings }) => ({ categoryId, storeId, settings }));

/** Body of `POST /api/v1/routes/dry-run`: the same place, and what would be said there. */
export const routeChangeBody = z.strictObject({ ...place, change: z.enum(["route", "not-here", "none"]) });
