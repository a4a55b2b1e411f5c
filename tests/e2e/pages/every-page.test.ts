import pg from "pg";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import type { GoneReport } from "#app/domain/reconciliation/gone-brake/gone-brake.ts";
import { fillOrganization } from "#tests/bench/filled/filled-organization.ts";
import { listPages, type AppPage } from "#tests/support/matrix/list-pages.ts";
import type { SampleIds } from "#tests/support/matrix/matrix-world.ts";
import { readRouteManifest } from "#tests/support/matrix/route-manifest.ts";
import { findAccessibilityFaults } from "../accessibility.ts";
import { giveOrganization } from "../journey-organization.ts";
import type { JourneyStore } from "../journey-stores.ts";
import { openAdmin } from "../open-admin.ts";
import { visitPage } from "./visit-page.ts";

const FILLED = { rows: 3_000, stores: 12 };
const WIDE = { width: 1280, height: 960 };
/** In German, whose words are the longest. */
const PHONE = { width: 320, height: 700, locale: "de-DE" };
const MINUTES = 60_000;

test(
  "every page of an organization with much of everything is whole and has nothing that axe finds, wide and on a phone",
  { timeout: 8 * MINUTES },
  async () => {
    const { id: organizationId, rootId, storeId, db } = await giveOrganization("filled");
    const client = new pg.Client({ connectionString: inject("rigDatabaseUrl") });
    await client.connect();
    const ids = await fillOrganization(client, { organizationId, rootCategoryId: rootId, storeId, ...FILLED });
    await client.end();
    const pages = pagesOf(ids);
    const becomeOwner = () =>
      db.staffMember.updateMany({
        where: { organizationId, identities: { some: {} } },
        data: { role: "OWNER", storeId: null },
      });

    const wide = await lookAt("filled", pages, WIDE, becomeOwner);
    const narrow = await lookAt("filled", pages, PHONE);
    await db.goneBrake.create({ data: { storeId, stoppedAt: new Date(), report: MUCH_IS_GONE } });
    const asked = await lookAtWhatAsks(`/app/reconciliation/${storeId}`);

    expect(pages.length).toBeGreaterThan(25);
    expect([...wide, ...narrow, ...asked]).toEqual([]);
  },
);

test(
  "every page of an organization that has nothing yet says so, and is whole on a phone",
  { timeout: 4 * MINUTES },
  async () => {
    const { id: organizationId, rootId, storeId, db } = await giveOrganization("bare");
    const nothing = "00000000-0000-7000-8000-000000000000";
    const ids = new Proxy({ organizationId, storeId, categoryId: rootId } as SampleIds, {
      get: (known, name: keyof SampleIds) => known[name] ?? nothing,
    });
    const pages = pagesOf(ids).filter(({ path }) => !path.includes(nothing));
    const becomeOwner = () =>
      db.staffMember.updateMany({ where: { organizationId }, data: { role: "OWNER", storeId: null } });

    expect(await lookAt("bare", pages, PHONE, becomeOwner)).toEqual([]);
  },
);

test("a shop that belongs to no organization is led to the first step, which is whole on a phone", async () => {
  const pages = listPages(readRouteManifest(), {} as SampleIds).filter(({ isForNewcomers }) => isForNewcomers);

  expect(pages).toHaveLength(1);
  expect(await lookAt("newcomer", pages, PHONE)).toEqual([]);
});

const MUCH_IS_GONE: GoneReport = {
  source: "RECONCILIATION",
  runId: null,
  products: 400,
  variants: 1_200,
  liveProducts: 600,
  liveVariants: 1_800,
  goneShare: 0.67,
  maxGoneShare: 0.2,
};

/** Opens what asks a person in the reconciliation of a store: a brake, and which variant is meant. */
async function lookAtWhatAsks(path: string): Promise<string[]> {
  const { page, app, complaints } = await openAdmin("filled", { ...PHONE, locale: "en-US", path });
  await visitPage(page, page.url());
  await app.getByText("67 % of the shop seems to be gone").waitFor();
  await app.getByRole("button", { name: "They are gone indeed" }).click();
  await app.getByRole("dialog").getByRole("button", { name: "Cancel" }).waitFor();
  const faults = [...(await findAccessibilityFaults(page)), ...(await findLayoutFaults(page))];
  await visitPage(page, page.url().replace(/\?.*|$/, "/findings"));
  await app
    .getByRole("button", { name: /^Choose variant/ })
    .first()
    .click();
  await app.getByRole("dialog").getByText("In the shop").waitFor();
  const link = app.getByRole("button", { name: "Link this variant" });
  if (await link.isEnabled()) faults.push("a variant can be linked before one is chosen");
  await app.getByRole("dialog").locator("label").first().click();
  faults.push(...(await findAccessibilityFaults(page)), ...(await findLayoutFaults(page)));
  if (await link.isDisabled()) faults.push("a variant that is chosen cannot be linked");
  return [...faults, ...complaints];
}

const pagesOf = (ids: SampleIds): AppPage[] =>
  listPages(readRouteManifest(), ids).filter(({ isForNewcomers }) => !isForNewcomers);

/** Opens the pages one after the other and tells what is wrong with them. */
async function lookAt(
  store: JourneyStore,
  pages: readonly AppPage[],
  size: { width: number; height: number; locale?: string },
  afterFirstOpening: () => Promise<unknown> = async () => undefined,
): Promise<string[]> {
  const { page, app, complaints } = await openAdmin(store, { path: "/app", ...size });
  await app.getByRole("heading", { level: 1 }).first().waitFor();
  await afterFirstOpening();
  const base = page.url().replace(/\/app(\/|$|\?).*/, "");
  const faults: string[] = [];
  for (const { name, path } of pages) {
    await visitPage(page, `${base}${path}`);
    const found = [...(await findAccessibilityFaults(page)), ...(await findLayoutFaults(page))];
    faults.push(...found.map((fault) => `${name} at ${size.width} px: ${fault}`));
  }
  // A browser writes to its console that the address without a page was answered 404.
  const unexpected = complaints.filter((line) => !line.includes("status of 404"));
  return [...faults, ...unexpected];
}

/** What is cut off, and titles that are missing or doubled. */
async function findLayoutFaults(page: Page): Promise<string[]> {
  const frame = page.frame({ name: "app" });
  if (frame === null) return ["the app is gone"];
  return frame.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    const titles = document.querySelectorAll("h1").length;
    return [
      ...(scrollWidth > window.innerWidth ? [`it is ${scrollWidth} px wide`] : []),
      ...(titles === 1 ? [] : [`it has ${titles} titles`]),
      // "auf null", "unter null": German for "to zero", "below zero".
      ...[
        ...document.body.innerText.matchAll(
          /.*(\b(undefined|NaN)\b|\[object \w+\]|\{\{|(?<![Aa]uf |unter )\bnull\b).*/g,
        ),
      ].map(([line]) => `it says "${line}"`),
    ];
  });
}
