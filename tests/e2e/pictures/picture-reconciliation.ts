import type { Page } from "playwright-core";
import { createDatabase, type Database } from "#app/platform/db.server.ts";
import type { Rig } from "#tests/rig/rig.ts";
import { takePicture } from "../take-picture.ts";

/** A store into which nothing has been uploaded: its shop has products of its own. */
const HANDMADE = "relay-general.myshopify.com";
const UPLOADED = "relay-home.myshopify.com";

/** The pages of reconciliation: a shop with handmade products to adopt, and one that somebody has worked in. */
export async function pictureReconciliation(page: Page, rig: Rig, reconciliationUrl: string): Promise<void> {
  const app = page.frameLocator("#app-frame");
  const db = createDatabase({ url: rig.databaseUrl, poolSize: 2 });
  try {
    const [handmade, uploaded] = await Promise.all(
      [HANDMADE, UPLOADED].map((shopDomain) => db.store.findUniqueOrThrow({ where: { shopDomain } })),
    );
    await makeByHand(rig, db);
    await workInShop(rig, db, uploaded?.id ?? "");

    await page.goto(`${reconciliationUrl}/${handmade?.id}/adopt`);
    await app.getByRole("button", { name: "Look for matches" }).click();
    await app.getByText("without a match", { exact: false }).waitFor();
    await app.getByRole("button", { name: /^Link all \d+ proposed/ }).waitFor();
    await takePicture(page, "reconciliation-adopt");
    await app.getByRole("tab", { name: /^Ambiguous/ }).click();
    await app
      .getByRole("button", { name: /^Choose what/ })
      .first()
      .click();
    await app.getByRole("radio").first().waitFor();
    await takePicture(page, "reconciliation-choose");

    await page.goto(`${reconciliationUrl}/${uploaded?.id}`);
    await app.getByRole("button", { name: "Reconcile now" }).click();
    await app.getByRole("heading", { name: "What differed" }).waitFor();
    await takePicture(page, "reconciliation-store");
    await page.goto(`${reconciliationUrl}/${uploaded?.id}/findings?state=ALL`);
    await app.getByRole("heading", { name: "Findings" }).waitFor();
    await takePicture(page, "reconciliation-findings");
    await page.goto(`${reconciliationUrl}/${uploaded?.id}/deleted`);
    await app.getByText("Makes it anew").first().waitFor();
    await takePicture(page, "reconciliation-deleted");
    await page.goto(`${reconciliationUrl}/inbox`);
    await app.getByText("Handled", { exact: true }).last().waitFor();
    await takePicture(page, "reconciliation-inbox");
    await page.goto(reconciliationUrl);
    await app.getByRole("link", { name: "Details of Relay General" }).waitFor();
    await takePicture(page, "reconciliation");
  } finally {
    await db.$disconnect();
  }
}

/** Most handmade products carry a sku of the catalog, two of them the same, and two are the merchant's own. */
async function makeByHand({ simulator }: Rig, db: Database): Promise<void> {
  const shop = simulator.shop(HANDMADE);
  const products = await db.product.findMany({
    where: { type: "NORMAL", variants: { some: { sku: { not: null } } } },
    select: { title: true, variants: { select: { sku: true }, orderBy: { position: "asc" }, take: 1 } },
    orderBy: { title: "asc" },
    take: 14,
  });
  const twice = products.slice(0, 1);
  for (const { title, variants } of [...products, ...twice]) {
    const gid = shop.merchant.createProduct({ title });
    const made = shop.products().find((product) => product.gid === gid);
    shop.merchant.editVariant(made?.variants[0]?.gid ?? "", { inventoryItem: { sku: variants[0]?.sku ?? "" } });
  }
  for (const title of ["Gift wrapping", "Workshop ticket"]) shop.merchant.createProduct({ title });
}

/** Somebody deletes a product and two variants, and makes one of the variants anew, twice. */
async function workInShop({ simulator }: Rig, db: Database, storeId: string): Promise<void> {
  const shop = simulator.shop(UPLOADED);
  await db.variantLink.updateMany({ where: { storeId }, data: { updatedAt: new Date(Date.now() - 3_600_000) } });
  const [first] = shop.products();
  shop.merchant.deleteProduct(first?.gid ?? "");
  const sized = shop.products().find(({ variants }) => variants.length > 2);
  const [one, two] = sized?.variants ?? [];
  shop.merchant.deleteVariant(one?.gid ?? "");
  shop.merchant.deleteVariant(two?.gid ?? "");
  for (const name of ["New 1", "New 2"])
    shop.merchant.addVariant(sized?.gid ?? "", {
      optionValues: (sized?.options ?? []).map(() => name),
      inventoryItem: { sku: one?.sku ?? "" },
    });
}
