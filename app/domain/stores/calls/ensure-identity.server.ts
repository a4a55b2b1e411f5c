import type { Runtime } from "#app/domain/context.ts";
import type { AdminAnswer, Operation } from "#app/shopify/client.server.ts";
import { DEFINE_IDENTITY_POINTS, IDENTITY_DEFINITION_POINTS } from "#app/shopify/operation-cost.ts";
import { DEFINE_IDENTITY, IDENTITY, IDENTITY_DEFINITION } from "#app/shopify/operations/identity.ts";
import { IdentityDefinitionRefusedError } from "#app/shopify/errors.ts";
import type { Lane } from "#app/shopify/points-lanes.ts";
import type { PreparedCall } from "./store-calls.server.ts";

/** What it takes to ask a store, and to tell it. */
interface IdentitySession {
  readonly runtime: Runtime;
  readonly storeId: string;
  read<Op extends Operation>(call: PreparedCall<Op>, lane?: Lane): Promise<AdminAnswer<Op>>;
}

const underWay = new WeakMap<IdentitySession, Promise<void>>();

/**
 * Makes the metafield definition that keeps our products unique in the shop, once per store. Without it Shopify would
 * accept two products with the same identity. Groups that ask at the same time share one answer: a new store's first
 * groups all do, and each definition would cost as many points as a product.
 */
export function ensureIdentity(session: IdentitySession): Promise<void> {
  const shared = underWay.get(session);
  if (shared) return shared;
  const own = ensure(session).finally(() => underWay.delete(session));
  underWay.set(session, own);
  return own;
}

async function ensure(session: IdentitySession): Promise<void> {
  const { runtime, storeId } = session;
  const store = await runtime.db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { identityDefinedAt: true },
  });
  if (store.identityDefinedAt) return;
  const found = await session.read({
    operation: IDENTITY_DEFINITION,
    variables: {},
    points: IDENTITY_DEFINITION_POINTS,
  });
  if (found.data.metafieldDefinition?.type.name !== IDENTITY.type) await define(session);
  await runtime.db.store.update({ where: { id: storeId }, data: { identityDefinedAt: runtime.clock.now() } });
}

async function define(session: IdentitySession): Promise<void> {
  const definition = {
    name: "Catalog Relay product id",
    namespace: IDENTITY.namespace,
    key: IDENTITY.key,
    type: IDENTITY.type,
    ownerType: "PRODUCT" as const,
    description: "Written by Catalog Relay. Do not edit.",
    access: { admin: "MERCHANT_READ" as const },
  };
  const { data } = await session.read({
    operation: DEFINE_IDENTITY,
    variables: { definition },
    points: DEFINE_IDENTITY_POINTS,
  });
  const errors = data.metafieldDefinitionCreate?.userErrors ?? [];
  if (errors.some((error) => error.code !== "TAKEN")) {
    throw new IdentityDefinitionRefusedError(errors.map((error) => error.message).join("; "));
  }
}
