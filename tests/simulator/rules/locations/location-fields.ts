import type { LocationAddressInput } from "../../graphql/stock-inputs.ts";
import type { LocationAddress, LocationRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import type { Refusals } from "../refusals.ts";

export interface LocationFieldsInput {
  name?: string | null;
  address?: LocationAddressInput | null;
  fulfillsOnlineOrders?: boolean | null;
}

const maximumNameLength = 100;
const maximumPartLength = 255;

const partNames = {
  address1: "name for the street",
  address2: "name for the apartment or suite",
  city: "city name",
  phone: "phone number",
  zip: "postal / ZIP code",
} as const;

/**
 * Writes name, address and fulfilment onto a location; what the input leaves out stays.
 *
 * Recorded: location-add-edit-uniqueness-and-required-fields. The words for `address2` and `phone` are not recorded.
 */
export function applyLocationFields(
  shop: ShopState,
  draft: LocationRecord,
  input: LocationFieldsInput,
  refusals: Refusals,
): void {
  if (typeof input.name === "string") {
    const { name } = input;
    if (name.length > maximumNameLength) {
      refusals.add(["name"], "Use a shorter location name (up to 100 characters)", "TOO_LONG");
    }
    if (shop.locations.some((other) => other.id !== draft.id && other.name === name)) {
      refusals.add(["name"], "You already have a location with this name", "TAKEN");
    }
    draft.name = name;
  }
  if (input.address) draft.address = readAddress(draft.address, input.address, refusals);
  if (typeof input.fulfillsOnlineOrders === "boolean") draft.fulfillsOnlineOrders = input.fulfillsOnlineOrders;
}

function readAddress(former: LocationAddress, input: LocationAddressInput, refusals: Refusals): LocationAddress {
  for (const part of ["address1", "address2", "city", "phone", "zip"] as const) {
    if ((input[part]?.length ?? 0) > maximumPartLength) {
      const message = `Use a shorter ${partNames[part]} (up to ${maximumPartLength} characters)`;
      refusals.add(["address", part], message, "TOO_LONG");
    }
  }
  return {
    address1: given(input.address1, former.address1),
    address2: given(input.address2, former.address2),
    city: given(input.city, former.city),
    countryCode: given(input.countryCode, former.countryCode),
    phone: given(input.phone, former.phone),
    provinceCode: given(input.provinceCode, former.provinceCode),
    zip: given(input.zip, former.zip),
  };
}

function given(text: string | null | undefined, former: string | null): string | null {
  return text === undefined ? former : text;
}
