import type { Environment } from "./environment.ts";
import type { LocationAddress, LocationRecord } from "./records.ts";

/** A location is always in some country. */
const noAddress: LocationAddress = {
  address1: null,
  address2: null,
  city: null,
  countryCode: "US",
  phone: null,
  provinceCode: null,
  zip: null,
};

/** A location that is open and fulfills online orders; it is not among the shop's before it is put there. */
export function newLocation(
  { ids, clock }: Pick<Environment, "ids" | "clock">,
  name: string,
  address: Partial<LocationAddress> = {},
): LocationRecord {
  const nowMs = clock.nowMs();
  return {
    kind: "Location",
    id: ids.location.next(),
    name,
    address: { ...noAddress, ...address },
    isActive: true,
    fulfillsOnlineOrders: true,
    isFulfillmentService: false,
    metafields: [],
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    deactivatedAtMs: null,
  };
}
