import { Prisma } from "@prisma/client";
import type { Database } from "#app/platform/db.server.ts";

/** What every table has of an organization, as one text each: equal texts mean that nothing of it was changed. */
export async function digestOrganization(db: Database, organizationId: string): Promise<Record<string, string>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name::text AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'organization_id' ORDER BY table_name`;
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await db.$queryRaw<{ digest: string | null }[]>`
      SELECT md5(string_agg(whole::text, ',' ORDER BY whole::text)) AS digest
      FROM ${Prisma.raw(`"${name}"`)} AS whole WHERE organization_id = ${organizationId}::uuid`;
    digests[name] = row?.digest ?? "";
  }
  return digests;
}
