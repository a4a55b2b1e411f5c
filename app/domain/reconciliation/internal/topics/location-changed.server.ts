import { readIdOf, readLocationPayload } from "../../webhook-payloads.ts";
import { keepLocation } from "../keep-location.server.ts";
import { handled, ofStore, unreadable } from "./topic-handler.ts";

/** locations/create, update, activate and deactivate: the store's locations follow the shop's. */
export const locationChanged = ofStore(async (runtime, { store, payload, triggeredAt }) => {
  const location = readLocationPayload(payload);
  if (location === null) return unreadable;
  return handled(await keepLocation(runtime, { store, ...location, seenAt: triggeredAt }));
});

/** locations/delete: the location stays known by its name, and is not active any more. */
export const locationDeleted = ofStore(async (runtime, { store, payload, triggeredAt }) => {
  const locationId = readIdOf("Location", payload);
  if (locationId === null) return unreadable;
  return handled(await keepLocation(runtime, { store, locationId, name: null, isActive: false, seenAt: triggeredAt }));
});
