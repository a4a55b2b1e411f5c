import { useFetcher, useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { Banner, BlockStack, Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { ProductDecisions } from "#app/components/approvals/product-decisions.tsx";
import { ProductFilters } from "#app/components/approvals/product-filters.tsx";
import { writeProductFilter } from "#app/components/approvals/write-product-filter.ts";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { findCategory } from "#app/domain/catalog/category-queries.server.ts";
import { productFilterSchema, type ProductFilter } from "#app/domain/catalog/product-filter.ts";
import { isCatalogEmpty } from "#app/domain/catalog/load-sample-catalog.server.ts";
import { listProducts } from "#app/domain/catalog/product-queries.server.ts";
import { approvalStatuses } from "#app/domain/catalog/product-states.ts";
import { rejectProducts } from "#app/domain/catalog/reject-products.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { getOrganizationSettings } from "#app/domain/organizations/settings/organization-settings.server.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { listStores } from "#app/domain/stores/store-queries.server.ts";
import { decisionBody, toBatchSettings } from "#app/http/approvals/decision-body.ts";
import { encodePage } from "#app/http/cursors.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { pageParams, parseJson, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";
import type { loader as searchCategories } from "./app.categories.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const search = z.object({
  ...productFilterSchema.shape,
  approvalStatus: z.enum([...approvalStatuses, "ALL"]).default("PENDING"),
  ...pageParams("uuid"),
});

export const loader = pageLoader(async ({ ctx, request }) => {
  const { after, before, approvalStatus, ...asked } = parseSearchParams(request, search);
  const filter: ProductFilter = approvalStatus === "ALL" ? asked : { ...asked, approvalStatus };
  const [products, stores, category, defaults] = await Promise.all([
    listProducts(ctx, filter, toPageRequest({ after, before }, 50)),
    listStores(ctx),
    filter.categoryId === undefined ? null : findCategory(ctx, filter.categoryId),
    getOrganizationSettings(ctx),
  ]);
  const mayReject = can(ctx.actor, "upload");
  return {
    filter,
    products: products.items,
    ...encodePage(products),
    stores: stores.map(({ id, name }) => ({ id, name })),
    categoryPath: category?.path ?? null,
    mayApprove: can(ctx.actor, "upload", visibleStoreId(ctx.actor) ?? undefined),
    mayReject,
    mayLoadSample: mayReject && products.items.length === 0 && (await isCatalogEmpty(ctx)),
    defaults: { canaryProducts: defaults.defaultCanaryProducts, onDailyLimit: defaults.defaultOnDailyLimit },
  };
});

export const action = pageAction(async ({ ctx, request }) => {
  const decided = await parseJson(request, decisionBody);
  if (decided.decision === "approve") {
    const { selection, name, settings = {} } = decided;
    const asked = { selection, name, settings: toBatchSettings(settings, ctx.clock.now()) };
    return { approved: await approveProducts(ctx, asked), rejected: null };
  }
  return { approved: null, rejected: await rejectProducts(ctx, decided) };
});

export default function Approvals() {
  const t = useTexts();
  const loaded = useLoaderData<typeof loader>();
  const { filter, products, nextCursor, previousCursor, mayApprove, mayReject } = loaded;
  const [, setSearchParams] = useSearchParams();
  const categories = useFetcher<typeof searchCategories>();
  const isLoading = useNavigation().state === "loading";
  return (
    <Page
      title={t("Approvals")}
      subtitle={t("Approved products go to their stores at once, in the background")}
      fullWidth
    >
      <BlockStack gap="400">
        {!mayApprove && (
          <Banner tone="info">
            {t("You may look at products. Approving them needs the role merchant, staff or owner.")}
          </Banner>
        )}
        <Card padding="0">
          <ProductFilters
            filter={filter}
            categoryPath={loaded.categoryPath}
            categoryChoices={categories.data?.categories ?? []}
            stores={loaded.stores}
            isLoading={isLoading}
            onChange={(next) =>
              setSearchParams(writeProductFilter(next), {
                preventScrollReset: true,
                replace: next.text !== filter.text,
              })
            }
            onSearchCategories={(text) => categories.load(`/app/categories?text=${encodeURIComponent(text)}`)}
          />
          <ProductDecisions
            products={products}
            filter={filter}
            hasOtherPages={nextCursor !== null || previousCursor !== null}
            isLoading={isLoading}
            mayApprove={mayApprove}
            mayReject={mayReject}
            mayLoadSample={loaded.mayLoadSample}
            defaults={loaded.defaults}
          />
          <KeysetPagination label={t("Pages of products")} nextCursor={nextCursor} previousCursor={previousCursor} />
        </Card>
      </BlockStack>
    </Page>
  );
}
