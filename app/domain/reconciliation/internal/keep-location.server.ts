import type { Runtime } from "#app/domain/context.ts";

export interface KeepLocationInput {
  store: { id: string; organizationId: string };
  locationId: string;
  /** Null for one that was deleted: what it was called stays. */
  name: string | null;
  isActive: boolean;
  /** When it was so. Older news than what is known change nothing. */
  seenAt: Date;
}

/** Keeps what a shop says of one of its locations. */
export async function keepLocation(
  runtime: Runtime,
  { store, locationId, name, isActive, seenAt }: KeepLocationInput,
): Promise<"location-kept" | "stale"> {
  const changed = await runtime.db.$executeRaw`
    INSERT INTO store_locations AS known (store_id, location_id, organization_id, name, is_active, seen_at)
    VALUES (${store.id}::uuid, ${locationId}, ${store.organizationId}::uuid, coalesce(${name}, ''), ${isActive}, ${seenAt})
    ON CONFLICT (store_id, location_id) DO UPDATE
      SET name = coalesce(${name}, known.name), is_active = excluded.is_active, seen_at = excluded.seen_at
      WHERE known.seen_at <= excluded.seen_at`;
  return changed > 0 ? "location-kept" : "stale";
}
