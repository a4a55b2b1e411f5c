import { Link } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Divider, Form, InlineStack, Page, Text, TextField } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { ProductRouting, StoreRouting } from "#app/domain/stores/routing/explain-routing.server.ts";
import type { UnroutedProduct } from "#app/domain/stores/routing/unrouted-queries.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { KeysetPagination } from "../keyset-pagination.tsx";
import { StatusBadge } from "../status-badge.tsx";
import type { Texts } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { decisionWords, pathInWords } from "./routing-words.ts";

interface ProductRoutingPageProps {
  text: string;
  /** Null while nothing is searched for. */
  found: readonly { id: string; title: string; categoryPath: string }[] | null;
  explained: ProductRouting | null;
  /** Null for somebody who sees one store alone. */
  unrouted: { products: readonly UnroutedProduct[]; nextCursor: string | null; previousCursor: string | null } | null;
  onSearch: (text: string) => void;
}

const explainUrl = (productId: string): string => `/app/routing/products?productId=${productId}`;

/** Why a product goes where it goes, and the products that go nowhere. */
export function ProductRoutingPage({ text, found, explained, unrouted, onSearch }: ProductRoutingPageProps) {
  const t = useTexts();
  return (
    <Page title={t("Products and their stores")} backAction={{ content: t("Routing"), url: "/app/routing" }}>
      <BlockStack gap="400">
        <Search key={text} text={text} found={found} onSearch={onSearch} />
        {explained !== null && <Explanation explained={explained} />}
        {unrouted !== null && (
          <Card padding="0">
            <Box padding="400" paddingBlockEnd="0">
              <Text as="h2" variant="headingMd">
                {t("Products without a route")}
              </Text>
            </Box>
            {unrouted.products.length === 0 && (
              <EmptyNote
                title={t("Every product has a store")}
                message={t("What could be uploaded is routed to a store.")}
              />
            )}
            {unrouted.products.map((product, position) => (
              <Fragment key={product.id}>
                {position > 0 && <Divider />}
                <ProductLine {...product} />
              </Fragment>
            ))}
            <KeysetPagination
              label={t("Pages of products without a route")}
              nextCursor={unrouted.nextCursor}
              previousCursor={unrouted.previousCursor}
            />
          </Card>
        )}
      </BlockStack>
    </Page>
  );
}

function Search({ text, found, onSearch }: Pick<ProductRoutingPageProps, "text" | "found" | "onSearch">) {
  const t = useTexts();
  const [typed, setTyped] = useState(text);
  return (
    <Card>
      <BlockStack gap="300">
        <Form onSubmit={() => onSearch(typed.trim())}>
          <TextField
            label={t("Why does this product go there?")}
            value={typed}
            onChange={setTyped}
            placeholder={t("Title, SKU or external id")}
            autoComplete="off"
            maxLength={100}
            connectedRight={<Button submit>{t("Find")}</Button>}
          />
        </Form>
        {found?.length === 0 && <Text as="p">{t("No product matches that. Try a part of its title or its SKU.")}</Text>}
        {found?.map((product) => (
          <InlineStack key={product.id} gap="200">
            <Link to={explainUrl(product.id)}>{product.title}</Link>
            <Text as="span" tone="subdued">
              {pathInWords(t, product.categoryPath)}
            </Text>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function ProductLine({ id, title, categoryId, categoryPath }: UnroutedProduct) {
  const t = useTexts();
  return (
    <Box padding="400">
      <InlineStack align="space-between" gap="200">
        <Link to={explainUrl(id)}>{title}</Link>
        <Link to={`/app/routing?categoryId=${categoryId}`}>{pathInWords(t, categoryPath)}</Link>
      </InlineStack>
    </Box>
  );
}

function Explanation({ explained: { product, categories, stores } }: { explained: ProductRouting }) {
  const t = useTexts();
  const own = categories.at(-1);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" breakWord>
          {product.title}
        </Text>
        <Text as="p" tone="subdued">
          {product.type === "NORMAL"
            ? t("In {{category}}. For each store the nearest category that says something decides.", {
                category: pathInWords(t, own?.path ?? ""),
              })
            : t("Of another type than Normal: it may be approved, and is never uploaded.")}
        </Text>
        {stores.map((one) => (
          <InlineStack key={one.store.id} align="space-between" blockAlign="center" gap="200">
            <BlockStack>
              <Text as="h3" variant="headingSm" breakWord>
                {one.store.name}
              </Text>
              <Text as="p" variant="bodySm" tone="subdued">
                {whyInWords(t, one)}
              </Text>
            </BlockStack>
            <StatusBadge words={decisionWords[one.decision]} />
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function whyInWords(t: Texts, { decidedBy, isInShop, decision }: StoreRouting): string {
  const why =
    decidedBy === null
      ? t("No category above says anything of it")
      : t("{{category}} decides", { category: pathInWords(t, decidedBy.path) });
  if (!isInShop) return why;
  return `${why} · ${decision === "goes" ? t("is in the shop") : t("is still in the shop, as it was left")}`;
}
