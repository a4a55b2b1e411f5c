import { appOwningNamespace } from "../../state/app-namespace.ts";
import type { MetafieldRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import type { MetafieldOwnerType } from "./owners.ts";
import { missingReference, normalValue } from "./normal-values.ts";
import { findValueFault, isMetafieldType } from "./value-types.ts";

export type MetafieldCheck =
  | { isValid: true; type: string; value: string }
  | { isValid: false; field: string[]; message: string; code: string | null; elementIndex?: number | null };

const reservedNamespaces = ["protected", "shopify-l10n-fields", "shopify_standard"];

/**
 * Whether an owner may get this metafield, and with which type.
 *
 * Recorded: metafields-set-input-validation, metafields-set-missing-type-parity, metafieldsSet-value-type-fidelity.
 */
export function checkMetafield(
  shop: ShopState,
  ownerType: MetafieldOwnerType,
  ownerId: number,
  input: { namespace: string; key: string; type?: string | null; value?: string | null },
  former: MetafieldRecord | null,
): MetafieldCheck {
  const { namespace, key } = input;
  const nameFault = findNameFault(namespace, key);
  if (nameFault) return nameFault;
  const owningApp = appOwningNamespace(namespace);
  if (owningApp !== null && owningApp !== String(shop.environment.appId)) {
    const message = "Access to this namespace and key on Metafields for this resource type is not allowed.";
    return { isValid: false, field: [], message, code: "APP_NOT_AUTHORIZED" };
  }
  const definition = shop.definitions.find(ownerType, namespace, key);
  const type = input.type ?? definition?.type ?? former?.type;
  if (!type) return { isValid: false, field: ["type"], message: "Type can't be blank", code: "BLANK" };
  if (!isMetafieldType(type)) {
    return { isValid: false, field: ["type"], message: `Type ${type} is not a valid type.`, code: "INVALID_TYPE" };
  }
  if (definition && definition.type !== type) {
    const message = `Type must be consistent with the definition's type: ${definition.type}.`;
    return { isValid: false, field: ["type"], message, code: "INVALID_TYPE" };
  }
  const value = normalValue(type, input.value ?? "");
  const valueFault = findValueFault(type, value, definition?.validations ?? []);
  if (valueFault) return { isValid: false, field: ["value"], ...valueFault, code: "INVALID_VALUE" };
  const missing = missingReference(shop, type, value);
  if (missing !== null) {
    const message = `Value references non-existent resource ${missing}.`;
    return { isValid: false, field: ["value"], message, code: "INVALID_VALUE" };
  }
  if (definition?.isUnique) {
    const holder = shop.catalog.uniqueValues.ownerOf(ownerType, namespace, key, value);
    if (holder !== null && holder !== ownerId) {
      const message = "Value must be unique amongst all metafields of this definition.";
      return { isValid: false, field: ["value"], message, code: "TAKEN" };
    }
  } else if (type === "id") {
    const message = "Metafields of type 'id' require a metafield definition.";
    return { isValid: false, field: ["type"], message, code: "INVALID_TYPE" };
  }
  return { isValid: true, type, value };
}

function findNameFault(namespace: string, key: string): MetafieldCheck | null {
  const refuse = (field: string, message: string, code: string | null): MetafieldCheck => ({
    isValid: false,
    field: [field],
    message,
    code,
  });
  if (namespace.length < 3) {
    return refuse("namespace", "Namespace is too short (minimum is 3 characters)", "TOO_SHORT");
  }
  if (namespace.length > 255) {
    return refuse("namespace", "Namespace is too long (maximum is 255 characters)", "TOO_LONG");
  }
  if (key.length < 2) return refuse("key", "Key is too short (minimum is 2 characters)", "TOO_SHORT");
  if (key.length > 64) return refuse("key", "Key is too long (maximum is 64 characters)", "TOO_LONG");
  if (reservedNamespaces.includes(namespace)) {
    return refuse("namespace", `Namespace ${namespace} is a reserved namespace`, null);
  }
  return null;
}
