import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { inTransaction, type Db } from "#app/platform/db.server.ts";
import { InvalidInputError, NotFoundError, type FieldProblem } from "#app/platform/errors.ts";
import { requirePermission } from "../require-permission.ts";

/** What an owner says of the whole organization. */
export interface OrganizationSettings {
  name: string;
  /** What was sent to Shopify is kept no longer after a batch has ended; null: as long as the operator keeps it. */
  attemptsKeptDays: number | null;
  /** How many products an approval suggests to send ahead; null: none. */
  defaultCanaryProducts: number | null;
  /** What an approval suggests for the shop's daily limit of new variants. */
  defaultOnDailyLimit: "wait" | "fail";
}

const columns = {
  name: true,
  attemptsKeptDays: true,
  defaultCanaryProducts: true,
  defaultOnDailyLimit: true,
} as const;

export const getOrganizationSettings = ({ db, organizationId }: Context): Promise<OrganizationSettings> =>
  read(db, organizationId);

async function read(db: Db, id: string): Promise<OrganizationSettings> {
  const found = await db.organization.findUnique({ where: { id }, select: columns });
  if (!found) throw new NotFoundError("organization");
  return { ...found, defaultOnDailyLimit: found.defaultOnDailyLimit === "fail" ? "fail" : "wait" };
}

/**
 * Changes the settings of the organization, all at once. The same settings again change nothing.
 * @throws {ForbiddenError} for anybody but an owner. @throws {InvalidInputError} naming every field that is wrong.
 */
export async function changeOrganizationSettings(ctx: Context, wanted: OrganizationSettings): Promise<void> {
  requirePermission(ctx.actor, "administer");
  const settings = { ...wanted, name: wanted.name.trim() };
  const problems = problemsOf(settings);
  if (problems.length > 0) {
    const named = problems.map(({ message }) => message).join(" ");
    throw new InvalidInputError("organization.invalid-settings", `Nothing was saved. ${named}`, problems);
  }
  const { organizationId } = ctx;
  await inTransaction(ctx.db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM organizations WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`;
    const before = await read(tx, organizationId);
    const changed = Object.entries(settings).filter(([name, value]) => Reflect.get(before, name) !== value);
    if (changed.length === 0) return;
    await tx.organization.update({ where: { id: organizationId }, data: settings });
    await recordActivity(tx, ctx, {
      action: "organization.settings-changed",
      subjectType: "organization",
      subjectId: organizationId,
      details: { from: { ...before }, to: { ...settings } },
    });
  });
}

const MAX_NAME = 120;
const MAX_DAYS = 36_500;
const MAX_CANARY = 10_000;

const isWithin = (value: number | null, max: number): boolean =>
  value === null || (Number.isInteger(value) && value >= 1 && value <= max);

function problemsOf({ name, attemptsKeptDays, defaultCanaryProducts }: OrganizationSettings): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (name === "" || name.length > MAX_NAME)
    problems.push({ field: "name", message: `The name must have 1 to ${MAX_NAME} characters.` });
  if (!isWithin(attemptsKeptDays, MAX_DAYS))
    problems.push({ field: "attemptsKeptDays", message: `Days must be a whole number from 1 to ${MAX_DAYS}.` });
  if (!isWithin(defaultCanaryProducts, MAX_CANARY))
    problems.push({
      field: "defaultCanaryProducts",
      message: `Products ahead must be a whole number from 1 to ${MAX_CANARY}.`,
    });
  return problems;
}
