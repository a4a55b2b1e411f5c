import type { ShopOptions } from "#tests/simulator/simulator.ts";

export interface DemoStore extends ShopOptions {
  domain: string;
  name: string;
  /** Categories that go here; the one without any takes everything that no other store names. */
  categoryPaths: string[];
}

export const OWNER_USER_ID = 1;

export const demoStores: DemoStore[] = [
  {
    domain: "relay-fashion.myshopify.com",
    name: "Relay Fashion",
    currencyCode: "USD",
    ianaTimezone: "America/New_York",
    plan: "standard",
    locations: ["Fashion warehouse"],
    publications: ["Online Store", "Point of Sale", "Shop"],
    ownerUserId: OWNER_USER_ID,
    categoryPaths: ["Apparel", "Jewellery"],
  },
  {
    domain: "relay-home.myshopify.com",
    name: "Relay Home",
    currencyCode: "USD",
    ianaTimezone: "America/Chicago",
    plan: "standard",
    locations: ["Home warehouse"],
    publications: ["Online Store", "Point of Sale", "Shop"],
    ownerUserId: OWNER_USER_ID,
    categoryPaths: ["Home"],
  },
  {
    domain: "relay-general.myshopify.com",
    name: "Relay General",
    currencyCode: "USD",
    ianaTimezone: "America/Los_Angeles",
    plan: "standard",
    locations: ["General warehouse"],
    publications: ["Online Store", "Point of Sale", "Shop"],
    ownerUserId: OWNER_USER_ID,
    categoryPaths: [],
  },
];

export function toShopOptions(store: DemoStore): ShopOptions {
  const { categoryPaths, ...shop } = store;
  void categoryPaths;
  return shop;
}
