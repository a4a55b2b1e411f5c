import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { sketchVariants } from "#app/domain/catalog/product-sketch-queries.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { FINDING_KINDS, FINDING_STATES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import { listFindings, summarizeOpenFindings } from "#app/domain/reconciliation/runs/finding-queries.server.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { encodePage } from "../cursors.ts";
import { pageParams, parseParams, parseSearchParams, toPageRequest } from "../parse-input.server.ts";

const search = z.object({
  kind: z.enum(FINDING_KINDS).optional(),
  state: z.enum([...FINDING_STATES, "ALL"]).default("OPEN"),
  runId: z.uuid().optional(),
  ...pageParams("bigint"),
});

/** The findings of a store from the address of their page; those that are open, unless it names another state. */
export async function readFindings(ctx: Context, request: Request, params: unknown) {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  const { after, before, kind, state, runId } = parseSearchParams(request, search);
  const store = await getStore(ctx, storeId);
  const filter = { storeId, kind, runId, state: state === "ALL" ? undefined : state };
  const [openByKind, findings] = await Promise.all([
    summarizeOpenFindings(ctx, { storeId }),
    listFindings(ctx, filter, toPageRequest({ after, before })),
  ]);
  const variants = await sketchVariants(
    ctx,
    findings.items.flatMap(({ variantId }) => (variantId === null ? [] : [variantId])),
  );
  return {
    store: { id: store.id, name: store.name, shopDomain: store.shopDomain },
    filter: { kind: kind ?? null, state, runId: runId ?? null },
    openByKind,
    findings: findings.items.map((finding) => ({
      ...finding,
      details: detailsOf(finding.details),
      variant: variants.get(finding.variantId ?? "") ?? null,
    })),
    ...encodePage(findings),
    maySettle: can(ctx.actor, "configure", storeId),
  };
}

/** What a finding tells of its kind; of an unknown shape nothing is shown. */
const detailsSchema = z.object({
  before: z.string().nullish(),
  after: z.string().nullish(),
  title: z.string().nullish(),
  handle: z.string().nullish(),
  identity: z.string().nullish(),
  linked: z.string().nullish(),
  candidates: z
    .array(
      z.object({
        shopifyVariantId: z.string(),
        // Kept since a later release.
        sku: z.string().nullish(),
        optionValues: z.array(z.string()).optional(),
      }),
    )
    .optional(),
});

type FindingDetails = z.infer<typeof detailsSchema>;

const detailsOf = (details: unknown): FindingDetails => detailsSchema.safeParse(details).data ?? {};
