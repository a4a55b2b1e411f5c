import { Badge, BlockStack, Box, Button, Card, Divider, InlineStack, Link, Page, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { CategoryRouting, CategoryStore } from "#app/domain/stores/routing/category-queries.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { formatCountOf } from "../formats.ts";
import { StatusBadge } from "../status-badge.tsx";
import { decisionWords, pathInWords, settingsInWords } from "./routing-words.ts";

interface RoutingPageProps extends CategoryRouting {
  mayConfigure: boolean;
}

const categoryUrl = (categoryId: string): string => `/app/routing?categoryId=${categoryId}`;

/** One node of the category tree: where its products go, and the nodes below it. */
export function RoutingPage({ category, above, stores, children, mayConfigure }: RoutingPageProps) {
  const parent = above.at(-1);
  return (
    <Page
      title={parent === undefined ? "Routing" : category.name}
      subtitle="Which products go to which stores: the nearest category that says something of a store decides"
      {...(parent === undefined ? {} : { backAction: { content: parent.name, url: categoryUrl(parent.id) } })}
      secondaryActions={[{ content: "Products and their stores", url: "/app/routing/products" }]}
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
          <Heading>{`Stores of ${pathInWords(category.path)}`}</Heading>
          {stores.length === 0 && (
            <EmptyNote title="No store to show" message="A route leads to a store: join one first." />
          )}
          {stores.map((one, position) => (
            <Fragment key={one.store.id}>
              {position > 0 && <Divider />}
              <StoreLine one={one} categoryId={category.id} mayConfigure={mayConfigure} />
            </Fragment>
          ))}
        </Card>
        <Card padding="0">
          <Heading>Categories below</Heading>
          {children.length === 0 && (
            <Box padding="400">
              <Text as="p" tone="subdued">
                There is no category below this one.
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
                        {`${formatCountOf(childCount, "category", "categories")} below`}
                      </Text>
                    )}
                  </BlockStack>
                  <InlineStack gap="100">
                    {routes.map(({ storeName, isExcluded }) => (
                      <Badge key={storeName} {...(isExcluded ? {} : { tone: "info" })}>
                        {isExcluded ? `Not in ${storeName}` : storeName}
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
            {whyInWords(one)}
          </Text>
        </BlockStack>
        {mayConfigure && (
          <Button
            url={`/app/routing/edit?categoryId=${categoryId}&storeId=${store.id}`}
            accessibilityLabel={`${own === null ? "Set route" : "Change route"}: ${store.name}`}
          >
            {own === null ? "Set route" : "Change"}
          </Button>
        )}
      </InlineStack>
    </Box>
  );
}

function whyInWords({ own, decidedBy }: CategoryStore): string {
  if (own !== null) return (own.settings.isExcluded ? "" : settingsInWords(own.settings)) || "Said here";
  return decidedBy === null ? "Nothing is said of this store" : `As ${pathInWords(decidedBy.path)} says`;
}
