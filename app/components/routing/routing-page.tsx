import { Badge, BlockStack, Box, Button, Card, Divider, InlineStack, Link, Page, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { CategoryRouting, CategoryStore } from "#app/domain/stores/routing/category-queries.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { StatusBadge } from "../status-badge.tsx";
import type { Texts } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { decisionWords, pathInWords, settingsInWords } from "./routing-words.ts";

interface RoutingPageProps extends CategoryRouting {
  mayConfigure: boolean;
}

const categoryUrl = (categoryId: string): string => `/app/routing?categoryId=${categoryId}`;

/** One node of the category tree: where its products go, and the nodes below it. */
export function RoutingPage({ category, above, stores, children, mayConfigure }: RoutingPageProps) {
  const t = useTexts();
  const parent = above.at(-1);
  return (
    <Page
      title={parent === undefined ? t("Routing") : category.name}
      subtitle={t("Which products go to which stores: the nearest category that says something of a store decides")}
      {...(parent === undefined ? {} : { backAction: { content: parent.name, url: categoryUrl(parent.id) } })}
      secondaryActions={[{ content: t("Products and their stores"), url: "/app/routing/products" }]}
    >
      <BlockStack gap="400">
        {above.length > 0 && (
          <Box paddingInline={{ xs: "400", sm: "0" }}>
            <InlineStack gap="100" blockAlign="center">
              {above.map(({ id, name }) => (
                <Fragment key={id}>
                  <Link url={categoryUrl(id)}>{name}</Link>
                  <Text as="span" tone="subdued">
                    ›
                  </Text>
                </Fragment>
              ))}
              <Text as="span">{category.name}</Text>
            </InlineStack>
          </Box>
        )}
        <Card padding="0">
          <Heading>{t("Stores of {{category}}", { category: pathInWords(t, category.path) })}</Heading>
          {stores.length === 0 && (
            <EmptyNote title={t("No store to show")} message={t("A route leads to a store: join one first.")} />
          )}
          {stores.map((one, position) => (
            <Fragment key={one.store.id}>
              {position > 0 && <Divider />}
              <StoreLine one={one} categoryId={category.id} mayConfigure={mayConfigure} />
            </Fragment>
          ))}
        </Card>
        <Card padding="0">
          <Heading>{t("Categories below")}</Heading>
          {children.length === 0 && (
            <Box padding="400">
              <Text as="p" tone="subdued">
                {t("There is no category below this one.")}
              </Text>
            </Box>
          )}
          {children.map(({ id, name, childCount, routes }, position) => (
            <Fragment key={id}>
              {position > 0 && <Divider />}
              <Box padding="400">
                <InlineStack align="space-between" blockAlign="center" gap="200">
                  <BlockStack>
                    <Link url={categoryUrl(id)}>{name}</Link>
                    {childCount > 0 && (
                      <Text as="span" variant="bodySm" tone="subdued">
                        {t("{{count, number}} category below", { count: childCount })}
                      </Text>
                    )}
                  </BlockStack>
                  <InlineStack gap="100">
                    {routes.map(({ storeName, isExcluded }) => (
                      <Badge key={storeName} {...(isExcluded ? {} : { tone: "info" })}>
                        {isExcluded ? t("Not in {{store}}", { store: storeName }) : storeName}
                      </Badge>
                    ))}
                  </InlineStack>
                </InlineStack>
              </Box>
            </Fragment>
          ))}
        </Card>
      </BlockStack>
    </Page>
  );
}

function Heading({ children }: { children: string }) {
  return (
    <Box padding="400" paddingBlockEnd="0">
      <Text as="h2" variant="headingMd">
        {children}
      </Text>
    </Box>
  );
}

function StoreLine(props: { one: CategoryStore; categoryId: string; mayConfigure: boolean }) {
  const t = useTexts();
  const { one, categoryId, mayConfigure } = props;
  const { store, own, decision } = one;
  return (
    <Box padding="400">
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <BlockStack gap="100">
          <InlineStack align="start" gap="200" blockAlign="center">
            <Text as="h3" variant="headingSm" breakWord>
              {store.name}
            </Text>
            <StatusBadge words={decisionWords[decision]} />
          </InlineStack>
          <Text as="p" variant="bodySm" tone="subdued">
            {whyInWords(t, one)}
          </Text>
        </BlockStack>
        {mayConfigure && (
          <Button
            url={`/app/routing/edit?categoryId=${categoryId}&storeId=${store.id}`}
            accessibilityLabel={t(own === null ? "Set route: {{store}}" : "Change route: {{store}}", {
              store: store.name,
            })}
          >
            {own === null ? t("Set route") : t("Change")}
          </Button>
        )}
      </InlineStack>
    </Box>
  );
}

function whyInWords(t: Texts, { own, decidedBy }: CategoryStore): string {
  if (own !== null) return (own.settings.isExcluded ? "" : settingsInWords(t, own.settings)) || t("Said here");
  return decidedBy === null
    ? t("Nothing is said of this store")
    : t("As {{category}} says", { category: pathInWords(t, decidedBy.path) });
}
