import type { Filling } from "./filled-organization.ts";

const PEOPLE = 60;

/** Members of all roles, an invitation, and tokens of systems. */
export async function fillPeople({ client, organizationId, storeId }: Filling): Promise<void> {
  await client.query(
    `INSERT INTO staff_members (id, organization_id, display_name, role, store_id)
     SELECT gen_random_uuid(), $1, 'Colleague ' || number,
       (CASE number % 3 WHEN 0 THEN 'STAFF' WHEN 1 THEN 'MERCHANT' ELSE 'VIEWER' END)::staff_role,
       CASE WHEN number % 3 = 0 THEN NULL ELSE $2::uuid END
     FROM generate_series(1, ${PEOPLE}) AS number`,
    [organizationId, storeId],
  );
  await client.query(
    `INSERT INTO one_time_codes (id, organization_id, purpose, code_hash, display_name, role, created_by, created_at, expires_at)
     VALUES (gen_random_uuid(), $1, 'INVITATION', gen_random_uuid()::text, 'Grace', 'STAFF', 'Ada Owner', now(), now() + interval '6 days')`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO api_tokens (id, organization_id, name, token_hash, scopes)
     SELECT gen_random_uuid(), $1, name, gen_random_uuid()::text, ARRAY['view']
     FROM unnest(ARRAY['ERP', 'Warehouse', 'Reports']) AS name`,
    [organizationId],
  );
}
