import type { Browser } from "playwright-core";
import { BARE_SHOP, claimShop, FILLED_SHOP, fillShop, NEW_SHOP } from "#tests/bench/filled/filled-shop.ts";
import { openContext } from "#tests/rig/chromium.ts";
import type { RigRuntime } from "#tests/rig/open-runtime.ts";
import type { Rig } from "#tests/rig/rig.ts";
import { listPages, type AppPage } from "#tests/support/matrix/list-pages.ts";
import type { SampleIds } from "#tests/support/matrix/matrix-world.ts";
import { readRouteManifest } from "#tests/support/matrix/route-manifest.ts";
import { visitPage } from "../pages/visit-page.ts";
import { MOST_HEIGHT, takePicture } from "../take-picture.ts";

const SIZE = { rows: 3_000, stores: 12 };
const WIDE = 1280;
const PHONE = 320;
const NOTHING = "00000000-0000-7000-8000-000000000000";

/**
 * Every page of the manifest: with much of everything (`wide/`), the same on a phone (`phone/`), and of an organization
 * that has nothing yet (`empty/`).
 */
export async function pictureEveryPage(browser: Browser, rig: Rig, runtime: RigRuntime): Promise<void> {
  const filled = await claimShop(runtime, rig, FILLED_SHOP.domain);
  const pages = listPages(readRouteManifest(), await fillShop(rig, filled, SIZE));
  const bare = await claimShop(runtime, rig, BARE_SHOP.domain);
  const known = { organizationId: bare.ctx.organizationId, storeId: bare.storeId, categoryId: bare.rootCategoryId };
  const ids = new Proxy(known as SampleIds, { get: (own, name: keyof SampleIds) => own[name] ?? NOTHING });
  const empty = listPages(readRouteManifest(), ids).filter((page) => !page.path.includes(NOTHING));
  await picture(browser, { pages, shop: FILLED_SHOP.domain, width: WIDE, folder: "wide" });
  await picture(browser, { pages, shop: FILLED_SHOP.domain, width: PHONE, folder: "phone" });
  await picture(browser, { pages: empty, shop: BARE_SHOP.domain, width: WIDE, folder: "empty" });
}

interface Series {
  readonly pages: readonly AppPage[];
  readonly shop: string;
  readonly width: number;
  readonly folder: string;
}

async function picture(browser: Browser, { pages, shop, width, folder }: Series): Promise<void> {
  const context = await openContext(browser, { width, height: MOST_HEIGHT });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  for (const { name, path, isForNewcomers } of pages) {
    const store = (isForNewcomers ? NEW_SHOP.domain : shop).split(".")[0];
    await visitPage(page, `https://admin.shopify.com/store/${store}/apps/catalog-relay${path}`);
    await takePicture(page, `${folder}/${fileNameOf(name)}`, width);
  }
  await context.close();
}

/** `/app/batches/:batchId` becomes `batches-batchId`. */
const fileNameOf = (name: string): string =>
  name
    .replace(/^\/app\/?/, "")
    .replace("*", "no-such-page")
    .replace(/[^A-Za-z]+/g, "-")
    .replace(/^-|-$/g, "") || "home";
