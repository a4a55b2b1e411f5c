import type pg from "pg";
import type { SampleIds } from "#tests/support/matrix/matrix-world.ts";
import { fillCatalog } from "../approve/fill-catalog.ts";
import { chooseSamples } from "./choose-samples.ts";
import { fillNews } from "./fill-news.ts";
import { fillPeople } from "./fill-people.ts";
import { fillReconciliation } from "./fill-reconciliation.ts";
import { fillStock } from "./fill-stock.ts";
import { fillStores } from "./fill-stores.ts";
import { fillUploads } from "./fill-uploads.ts";

export interface OrganizationToFill {
  readonly organizationId: string;
  readonly rootCategoryId: string;
  /** The one that pages are opened in. */
  readonly storeId: string;
  /** Upload rows, and with them variants. */
  readonly rows: number;
  /** The first one included. */
  readonly stores: number;
}

export const VARIANTS_PER_PRODUCT = 3;

/** What the statements of a filling work with, all of one connection. */
export interface Filling extends OrganizationToFill {
  readonly client: pg.Client;
  readonly products: number;
}

/**
 * Fills an organization with what a large customer has after two months: stores, a catalog, one batch of most of it and
 * hundreds of small ones with their failures and calls, links, stock, reconciliations, webhooks, notifications, and what
 * people did. By set-based statements; about a minute per million rows. Answers what a page or an operation may name.
 */
export async function fillOrganization(
  client: pg.Client,
  organization: OrganizationToFill,
  say: (line: string) => void = () => undefined,
): Promise<SampleIds> {
  const { organizationId, rows } = organization;
  const filling: Filling = { ...organization, client, products: Math.ceil(rows / VARIANTS_PER_PRODUCT) };
  say(`Filling the catalog with ${rows.toLocaleString("en-US")} variants …`);
  const categoryIds = await fillStores(filling);
  await fillCatalog(client, {
    organizationId,
    categoryIds,
    variants: rows,
    variantsPerProduct: VARIANTS_PER_PRODUCT,
    hasImages: false,
  });
  say("Filling batches, rows, calls and links …");
  await fillUploads(filling);
  say("Filling stock …");
  await fillStock(filling);
  say("Filling reconciliations, webhooks, notifications and people …");
  await fillReconciliation(filling);
  await fillNews(filling);
  await fillPeople(filling);
  await client.query("VACUUM (ANALYZE)");
  const samples = await chooseSamples(filling);
  await client.query("DROP TABLE filled_stores, filled_batches, filled_products");
  return samples;
}
