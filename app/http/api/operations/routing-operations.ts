import { z } from "zod";
import { apiPageParams } from "../../parse-input.server.ts";
import { defineOperation } from "../operation.ts";
import { routeBody, routeChangeBody } from "../route-bodies.ts";
import {
  departureBatchId,
  productRoutingView,
  routeChangePreviewView,
  routeView,
  savedRouteView,
  unroutedProductView,
} from "../views/routing-views.ts";
import { pageOf } from "../views/shared-views.ts";

const ofRoute = z.object({ routeId: z.uuid() });

export const listRoutes = defineOperation({
  id: "listRoutes",
  call: "GET /routes",
  summary: "Lists the routes, oldest first.",
  query: z.strictObject({
    storeId: z.uuid().optional(),
    categoryId: z.uuid().optional(),
    ...apiPageParams("uuid"),
  }),
  answer: pageOf(routeView),
});

export const setRoute = defineOperation({
  id: "setRoute",
  call: "PUT /routes",
  summary: "Sets what a category says of a store, in place of what it said before.",
  scope: "configure",
  body: routeBody,
  answer: savedRouteView,
  conflicts: ["store.has-left"],
});

export const readRoute = defineOperation({
  id: "readRoute",
  call: "GET /routes/{routeId}",
  summary: "One route with its settings.",
  params: ofRoute,
  answer: routeView,
});

export const removeRoute = defineOperation({
  id: "removeRoute",
  call: "DELETE /routes/{routeId}",
  summary: "Takes a route away; what the category above says holds again.",
  scope: "configure",
  params: ofRoute,
  answer: z.object({ removed: z.string(), departureBatchId }),
});

export const previewRoute = defineOperation({
  id: "previewRoute",
  call: "POST /routes/dry-run",
  summary: "How many products a change of a route would bring to the store or keep from it; changes nothing.",
  scope: "configure",
  body: routeChangeBody,
  answer: routeChangePreviewView,
});

export const explainRouting = defineOperation({
  id: "explainRouting",
  call: "GET /products/{productId}/routing",
  summary: "Why the product goes to which store.",
  params: z.object({ productId: z.uuid() }),
  answer: productRoutingView,
});

export const listUnrouted = defineOperation({
  id: "listUnroutedProducts",
  call: "GET /products/unrouted",
  summary: "Lists the products that no route brings to a store.",
  query: z.strictObject(apiPageParams("uuid")),
  answer: pageOf(unroutedProductView),
});
