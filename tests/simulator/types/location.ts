import { createHash } from "node:crypto";
import { paginate } from "../graphql/connections.ts";
import { defineObjectType } from "../graphql/object-types.ts";
import { hasActiveInventory, isPrimary, stockAt } from "../rules/locations/location-stock.ts";
import { gid, idOfKind } from "../state/gids.ts";
import type { LocationAddress, LocationRecord } from "../state/records.ts";
import { levelOf, type LevelsArguments, shownLevels } from "./inventory.ts";
import { findMetafield, type MetafieldArguments, metafieldConnection, type MetafieldsArguments } from "./metafield.ts";
import { dateTime } from "./times.ts";

/* Recorded: StorePropertiesLocationHydrate (location-activate-deactivate-with-idempotency-directive and others). */
defineObjectType<LocationRecord>("Location", {
  id: (location) => gid("Location", location.id),
  legacyResourceId: (location) => String(location.id),
  name: (location) => location.name,
  isActive: (location) => location.isActive,
  fulfillsOnlineOrders: (location) => location.fulfillsOnlineOrders,
  shipsInventory: (location, _args: object, { shop }) => isPrimary(shop, location),
  isPrimary: (location, _args: object, { shop }) => isPrimary(shop, location),
  isFulfillmentService: (location) => location.isFulfillmentService,
  fulfillmentService: () => null,
  hasActiveInventory: (location, _args: object, { shop }) => hasActiveInventory(shop, location),
  hasUnfulfilledOrders: (location, _args: object, { shop }) =>
    stockAt(shop, location).some(({ level }) => level.committed > 0),
  activatable: () => true,
  deactivatable: (location, _args: object, { shop }) => !isPrimary(shop, location),
  deletable: (location, _args: object, { shop }) => !location.isActive && !hasActiveInventory(shop, location),
  address: ({ address }) => describeAddress(address),
  // An address with a street is never verified here: nobody knows the streets of the world. Shopify then suggests one.
  addressVerified: ({ address }) => !address.address1,
  suggestedAddresses: ({ address }) => (address.address1 ? [describeAddress(address)] : []),
  inventoryLevels: (location, args: LevelsArguments, { shop }) => {
    const levels = stockAt(shop, location).map(({ item, level }) => ({ ...levelOf(item, level), id: item.id }));
    return paginate(shownLevels(levels, args), args);
  },
  inventoryLevel: (location, args: { inventoryItemId: string }, { shop }) => {
    const item = shop.catalog.item(idOfKind("InventoryItem", args.inventoryItemId));
    const level = item?.levels.find((candidate) => candidate.locationId === location.id);
    return item && level ? levelOf(item, level) : null;
  },
  metafield: (location, args: MetafieldArguments, request) => findMetafield(location, args, request),
  metafields: (location, args: MetafieldsArguments, request) => metafieldConnection(location, args, request),
  createdAt: (location) => dateTime(location.createdAtMs),
  updatedAt: (location) => dateTime(location.updatedAtMs),
  deactivatedAt: (location) => (location.deactivatedAtMs === null ? null : dateTime(location.deactivatedAtMs)),
});

const regionNames = new Intl.DisplayNames(["en"], { type: "region" });

/** Names of provinces are not kept: the code stands for the name. */
function describeAddress(address: LocationAddress): object {
  const country = address.countryCode ? (regionNames.of(address.countryCode) ?? address.countryCode) : null;
  const town = [address.city, address.provinceCode, address.zip].filter(Boolean).join(" ");
  return {
    ...address,
    country,
    province: address.provinceCode,
    formatted: [address.address1, address.address2, town, country].filter(Boolean),
    ...coordinatesOf(address),
  };
}

/** A street has a place on the map, always the same one; where it lies is of no account. */
function coordinatesOf(address: LocationAddress): { latitude: number | null; longitude: number | null } {
  if (!address.address1) return { latitude: null, longitude: null };
  const bytes = createHash("sha256").update(JSON.stringify(address)).digest();
  return { latitude: (bytes.readUInt16BE(0) / 0xffff) * 60, longitude: (bytes.readUInt16BE(2) / 0xffff) * -90 };
}
