import { Banner, BlockStack, Button, Card, Checkbox, Divider, InlineStack, Modal, Page, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { OpenCodeView } from "#app/domain/organizations/members/member-queries.server.ts";
import type { StoreView } from "#app/domain/stores/store-queries.server.ts";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { CodeShown } from "./code-shown.tsx";
import { OpenCodes } from "./open-codes.tsx";
import type { SentProblem } from "./sent-problem.ts";

interface StoreMembershipProps {
  stores: readonly StoreView[];
  codes: readonly OpenCodeView[];
  isSending: boolean;
  made: { code: string; expiresAt: Date } | null;
  problem: SentProblem | null;
  send: (body: object) => void;
}

/** How further stores come into the organization, and how one leaves it. */
export function StoreMembership({ stores, codes, isSending, made, problem, send }: StoreMembershipProps) {
  const t = useTexts();
  const [isForMyself, setIsForMyself] = useState(true);
  const [leaving, setLeaving] = useState<StoreView | null>(null);
  const here = stores.filter(({ leftAt }) => leftAt === null);
  return (
    <Page
      title={t("Join another store")}
      subtitle={t("A shop becomes a store of your organization by a code")}
      backAction={{ content: t("Stores"), url: "/app/stores" }}
    >
      <BlockStack gap="400">
        {problem !== null && (
          <Banner tone="critical" title={t("That was not possible")}>
            {said(t, problem.message)}
          </Banner>
        )}
        {made !== null && (
          <CodeShown
            {...made}
            howToUse={t("Install Catalog Relay in the other shop, and enter it on the first page there.")}
          />
        )}
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("Code for a further store")}
            </Text>
            <Text as="p">
              {t(
                "Whoever enters it in a shop that has installed Catalog Relay makes that shop a store of your organization. Nothing goes there until somebody adds a route.",
              )}
            </Text>
            <Checkbox
              label={t("I enter it myself")}
              helpText={t(
                "Your user in the other shop is you, with your role. Otherwise whoever enters it may look until they get a role.",
              )}
              checked={isForMyself}
              onChange={setIsForMyself}
            />
            <InlineStack>
              <Button variant="primary" loading={isSending} onClick={() => send({ intent: "code", isForMyself })}>
                {t("Make code")}
              </Button>
            </InlineStack>
          </BlockStack>
        </Card>
        <OpenCodes
          title={t("Open codes")}
          empty={t("No code waits to be used.")}
          codes={codes}
          isSending={isSending}
          onRevoke={(codeId) => send({ intent: "revoke", codeId })}
        />
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("Take a store out")}
            </Text>
            {here.map((store, position) => (
              <Fragment key={store.id}>
                {position > 0 && <Divider />}
                <InlineStack align="space-between" blockAlign="center" gap="200">
                  <BlockStack>
                    <Text as="h3" variant="headingSm" breakWord>
                      {store.name}
                    </Text>
                    <Text as="p" variant="bodySm" tone="subdued" breakWord>
                      {store.shopDomain}
                    </Text>
                  </BlockStack>
                  <Button
                    tone="critical"
                    disabled={isSending}
                    accessibilityLabel={t("Take out: {{store}}", { store: store.name })}
                    onClick={() => setLeaving(store)}
                  >
                    {t("Take out")}
                  </Button>
                </InlineStack>
              </Fragment>
            ))}
          </BlockStack>
        </Card>
      </BlockStack>
      <Modal
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t("Take {{store}} out of the organization?", { store: leaving?.name ?? "" })}
        primaryAction={{
          content: t("Take the store out"),
          destructive: true,
          onAction: () => {
            if (leaving !== null) send({ intent: "remove", storeId: leaving.id });
            setLeaving(null);
          },
        }}
        secondaryActions={[{ content: t("Keep it"), onAction: () => setLeaving(null) }]}
      >
        <Modal.Section>
          <Text as="p">
            {t(
              "The app gives up its access to the shop at once, and nobody there can open your catalog any more. Uploads to it that have not ended are cancelled. What the shop has stays there as it is, and the links to it are kept: if the store joins again by a code of yours, its products are recognized.",
            )}
          </Text>
        </Modal.Section>
      </Modal>
    </Page>
  );
}
