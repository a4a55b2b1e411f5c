import { gid, idOfKind } from "../state/gids.ts";
import { newLocation } from "../state/locations.ts";
import type { LevelRecord, LocationRecord } from "../state/records.ts";
import type { ShopState } from "../state/shop.ts";
import { locationPayload } from "../webhooks/stock-payloads.ts";

/** The merchant's hand on the shop's locations. */
export class LocationsHand {
  readonly #shop: ShopState;

  constructor(shop: ShopState) {
    this.#shop = shop;
  }

  /** Opens a location; answers its gid. */
  add(name: string): string {
    this.#checkName(name, null);
    const location = newLocation(this.#shop.environment, name);
    this.#shop.locations.push(location);
    this.#tell("locations/create", location);
    return gid("Location", location.id);
  }

  rename(locationGid: string, name: string): void {
    const location = this.#location(locationGid);
    this.#checkName(name, location);
    location.name = name;
    this.#tell("locations/update", location);
  }

  /** @throws Error when it is the last active one or still has stock. Schema text: LocationDeactivateUserErrorCode. */
  deactivate(locationGid: string): void {
    const location = this.#location(locationGid);
    if (!location.isActive) throw new Error(`${location.name} is not active.`);
    if (this.#shop.locations.filter((other) => other.isActive).length === 1) {
      throw new Error("A shop keeps at least one active location.");
    }
    if (
      this.#levels(location).some(([, level]) => !level.isInactive && (level.available !== 0 || level.committed !== 0))
    ) {
      throw new Error(`${location.name} has inventory: set it to 0 or move it first.`);
    }
    location.isActive = false;
    location.deactivatedAtMs = this.#shop.nowMs();
    this.#tell("locations/deactivate", location);
  }

  activate(locationGid: string): void {
    const location = this.#location(locationGid);
    if (location.isActive) throw new Error(`${location.name} is active.`);
    this.#checkName(location.name, location);
    location.isActive = true;
    location.deactivatedAtMs = null;
    this.#tell("locations/activate", location);
  }

  /** Deletes a deactivated location: nothing is stocked there any more. Schema text: LocationDeleteUserErrorCode. */
  delete(locationGid: string): void {
    const location = this.#location(locationGid);
    if (location.isActive) throw new Error("The location cannot be deleted while it is active.");
    const { webhooks } = this.#shop.environment;
    webhooks.startAction();
    for (const [itemId, level, levels] of this.#levels(location)) {
      levels.splice(levels.indexOf(level), 1);
      const body = { inventory_item_id: itemId, location_id: location.id };
      webhooks.emit(this.#shop.domain, "inventory_levels/disconnect", () => body);
    }
    this.#shop.locations.splice(this.#shop.locations.indexOf(location), 1);
    webhooks.emit(this.#shop.domain, "locations/delete", () => ({ id: location.id }));
  }

  #levels(location: LocationRecord): [number, LevelRecord, LevelRecord[]][] {
    const found: [number, LevelRecord, LevelRecord[]][] = [];
    for (const { id, levels } of this.#shop.catalog.items()) {
      const level = levels.find((candidate) => candidate.locationId === location.id);
      if (level) found.push([id, level, levels]);
    }
    return found;
  }

  #checkName(name: string, except: LocationRecord | null): void {
    const isTaken = this.#shop.locations.some((other) => other !== except && other.isActive && other.name === name);
    if (isTaken) throw new Error("There is already an active location with this name.");
  }

  #location(locationGid: string): LocationRecord {
    const location = this.#shop.location(idOfKind("Location", locationGid));
    if (!location) throw new Error(`There is no location ${locationGid} in ${this.#shop.domain}.`);
    return location;
  }

  #tell(topic: string, location: LocationRecord): void {
    location.updatedAtMs = this.#shop.nowMs();
    const snapshot = { ...location };
    const { webhooks } = this.#shop.environment;
    webhooks.startAction();
    webhooks.emit(this.#shop.domain, topic, () => locationPayload(snapshot));
  }
}
