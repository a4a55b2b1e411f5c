import { topLevelError, type UserError } from "../../graphql/errors.ts";
import type { MetafieldDefinitionInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { appOwningNamespace, canonicalNamespace } from "../../state/app-namespace.ts";
import type { MetafieldDefinitionRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { recordWrite } from "../products/commit.ts";
import { Refusals } from "../refusals.ts";
import { isMetafieldType, metafieldTypes } from "./value-types.ts";

export interface DefinitionPayload {
  createdDefinition: MetafieldDefinitionRecord | null;
  userErrors: UserError[];
}

/**
 * Creates a metafield definition. One of type `id` is unique by itself.
 *
 * Recorded: metafield-definition-create-input-validation, -owner-scoped-duplicates, -access-validation.
 */
export function metafieldDefinitionCreate(
  args: { definition: MetafieldDefinitionInput },
  request: AdminRequest,
): DefinitionPayload {
  const { shop } = request;
  const input = args.definition;
  const refusals = new Refusals(["definition"], true);
  const namespace = canonicalNamespace(input.namespace, shop.environment.appId);
  checkOwner(shop, namespace);
  checkNames(input, namespace, refusals);
  if (!isMetafieldType(input.type)) {
    const message = `Type name ${input.type} is not a valid type. Valid types are: ${metafieldTypes().join(", ")}.`;
    refusals.add(["type"], message, "INCLUSION");
  }
  if (input.type === "id" && input.capabilities?.uniqueValues?.enabled === false) {
    const message = "The unique_values capability is required for definitions of type id.";
    refusals.add(["capabilities", "uniqueValues", "enabled"], message, "CAPABILITY_REQUIRED_BUT_DISABLED");
  }
  if (input.access?.admin && appOwningNamespace(namespace) === null) {
    const message = 'Setting this access control is not permitted. It must be one of ["public_read_write"].';
    refusals.add([], message, "INVALID");
  }
  if (shop.definitions.find(input.ownerType, namespace, input.key)) {
    const owner = labelOf(input.ownerType);
    const message = `Key is in use for ${owner} metafields on the '${namespace}' namespace.`;
    refusals.add(["key"], message, "TAKEN");
  }
  if (!refusals.isEmpty) return { createdDefinition: null, userErrors: refusals.errors };
  const definition: MetafieldDefinitionRecord = {
    kind: "MetafieldDefinition",
    id: shop.environment.ids.definition.next(),
    ownerType: input.ownerType,
    namespace,
    key: input.key,
    name: input.name,
    description: input.description ?? null,
    type: input.type,
    isUnique: input.type === "id" || input.capabilities?.uniqueValues?.enabled === true,
    adminAccess: input.access?.admin ?? "PUBLIC_READ_WRITE",
    storefrontAccess: input.access?.storefront ?? "NONE",
    customerAccountAccess: input.access?.customerAccount ?? "NONE",
    validations: (input.validations ?? []).map(({ name, value }) => ({ name, value })),
    isPinned: input.pin === true,
  };
  shop.definitions.add(definition);
  recordWrite(shop, null, "definition-created", 0, { ...request, operation: "metafieldDefinitionCreate" });
  return { createdDefinition: definition, userErrors: [] };
}

/** Namespaces that no app may define in. Recorded: metafield-definition-access-validation. */
const shopifyNamespaces = ["shopify"];

/** Only the label of products is recorded. */
function labelOf(ownerType: string): string {
  if (ownerType === "PRODUCTVARIANT") return "Product variant";
  return `${ownerType.slice(0, 1)}${ownerType.slice(1).toLowerCase().replaceAll("_", " ")}`;
}

function checkOwner(shop: ShopState, namespace: string): void {
  const owningApp = appOwningNamespace(namespace);
  const isOwn = owningApp === null || owningApp === String(shop.environment.appId);
  if (isOwn && !shopifyNamespaces.includes(namespace)) return;
  const requiredAccess =
    "API client to have access to the namespace and the resource type associated with the metafield definition.\n";
  throw topLevelError(
    `Access denied for metafieldDefinitionCreate field. Required access: ${requiredAccess}`,
    "ACCESS_DENIED",
    { requiredAccess },
  );
}

function checkNames(input: MetafieldDefinitionInput, namespace: string, refusals: Refusals): void {
  if (input.name.length > 255) refusals.add(["name"], "Name is too long (maximum is 255 characters)", "TOO_LONG");
  if (namespace.length < 3) {
    refusals.add(["namespace"], "Namespace is too short (minimum is 3 characters)", "TOO_SHORT");
  }
  if (!/^[\w-]*$/.test(namespace)) {
    refusals.add(["namespace"], "Namespace contains one or more invalid characters.", "INVALID_CHARACTER");
  }
  if (input.key.length < 2) refusals.add(["key"], "Key is too short (minimum is 2 characters)", "TOO_SHORT");
  if (!/^[\w-]*$/.test(input.key)) {
    refusals.add(["key"], "Key contains one or more invalid characters.", "INVALID_CHARACTER");
  }
}
