import { inject, onTestFinished } from "vitest";
import { createDatabase, type Database } from "#app/platform/db.server.ts";
import { makeOrganization, type SampleOrganization } from "#tests/support/worlds/sample-organization.ts";
import { JOURNEY_CURRENCY, journeyStores, type JourneyStore } from "./journey-stores.ts";

export interface JourneyOrganization extends SampleOrganization {
  readonly storeId: string;
  /** The product's own database, for what a journey has to find there beforehand. */
  readonly db: Database;
}

/** An organization that has claimed the journey's store, with a route that brings its whole catalog there. */
export async function giveOrganization(store: JourneyStore): Promise<JourneyOrganization> {
  const db = createDatabase({ url: inject("rigDatabaseUrl"), poolSize: 2 });
  onTestFinished(() => db.$disconnect());
  const organization = await makeOrganization(db);
  const { domain, name } = journeyStores[store];
  const { id: storeId } = await db.store.create({
    data: {
      organizationId: organization.id,
      name,
      shopDomain: domain,
      currencyCode: JOURNEY_CURRENCY,
      ianaTimezone: "America/New_York",
    },
  });
  await db.route.create({ data: { organizationId: organization.id, categoryId: organization.rootId, storeId } });
  return { ...organization, storeId, db };
}
