import { onTestFinished } from "vitest";
import { openWire, type DatabaseWire } from "#tests/rig/database-wire.ts";

/** Opens a wire of its own for a test, between it and its database, and closes it with it. */
export async function openDatabaseWire(): Promise<DatabaseWire> {
  const wire = await openWire(process.env["DATABASE_URL"] ?? "");
  onTestFinished(() => wire.hangUp());
  return wire;
}
