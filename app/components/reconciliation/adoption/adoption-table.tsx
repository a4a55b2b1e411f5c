import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { AdoptionRow } from "#app/http/reconciliation/read-adoptions.server.ts";
import { EmptyNote } from "../../empty-note.tsx";
import { productAdminUrl } from "../../shopify-admin-url.ts";
import { StatusBadge } from "../../status-badge.tsx";
import type { Text as PageText, Texts } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { TickableTable, type Ticked } from "../tickable-table.tsx";
import {
  adoptionMatchWords,
  adoptionStateWords,
  explainReason,
  productStatusWords,
  type AdoptionState,
} from "../words/adoption-words.ts";
import { variantsWords } from "../words/name-words.ts";

interface AdoptionTableProps {
  adoptions: readonly AdoptionRow[];
  state: AdoptionState;
  shopDomain: string;
  hasOtherPages: boolean;
  isLoading: boolean;
  isSending: boolean;
  /** Absent when the viewer may not, or the state leaves nothing to do. */
  onConfirm?: (ticked: Ticked) => void;
  onReject?: (ticked: Ticked) => void;
  onChoose?: (adoption: AdoptionRow) => void;
}

/** Products of the shop beside what they are, or may be, in the catalog. */
export function AdoptionTable(props: AdoptionTableProps) {
  const { adoptions, state, shopDomain, hasOtherPages, isLoading, isSending, onConfirm, onReject, onChoose } = props;
  const t = useTexts();
  return (
    <TickableTable
      resourceName={{ singular: t("product"), plural: t("products") }}
      headings={[
        { title: t("In the shop") },
        { title: t("In the catalog") },
        { title: t("Matched by") },
        { title: t("Variants") },
        ...(onChoose ? [{ title: t("Decide") }] : []),
      ]}
      rows={adoptions.map((adoption) => {
        const choose = onChoose && (
          <Keep>
            <Button
              size="slim"
              disabled={isSending}
              onClick={() => onChoose(adoption)}
              accessibilityLabel={t("Choose what {{name}} is", { name: adoption.title })}
            >
              {t("Choose")}
            </Button>
          </Keep>
        );
        return {
          id: adoption.id,
          name: adoption.title,
          cells: [
            <InShop key="shop" adoption={adoption} shopDomain={shopDomain} />,
            <InCatalog key="catalog" adoption={adoption} />,
            t(adoptionMatchWords[adoption.matchedBy]),
            variantWords(t, adoption),
            ...(choose ? [choose] : []),
          ],
          narrow: (
            <BlockStack gap="200" inlineAlign="start">
              <InShop adoption={adoption} shopDomain={shopDomain} />
              <InCatalog adoption={adoption} />
              <Text as="span" variant="bodySm" tone="subdued">
                {`${t(adoptionMatchWords[adoption.matchedBy])} · ${variantWords(t, adoption)}`}
              </Text>
              {choose}
            </BlockStack>
          ),
        };
      })}
      hasOtherPages={hasOtherPages}
      isLoading={isLoading}
      emptyState={<EmptyNote title={t(EMPTY[state].title)} message={t(EMPTY[state].message)} />}
      actions={[
        ...(onConfirm ? [{ label: t("Link"), onChoose: onConfirm }] : []),
        ...(onReject ? [{ label: t("Leave to the merchant"), onChoose: onReject }] : []),
      ]}
    />
  );
}

const EMPTY: Record<AdoptionState, { title: PageText; message: PageText }> = {
  PROPOSED: { title: "Nothing proposed", message: "Look for matches to compare the shop with the catalog." },
  AMBIGUOUS: { title: "Nothing ambiguous", message: "Every match that was found is told apart." },
  CONFIRMED: { title: "Nothing linked here yet", message: "What you confirm appears here." },
  REJECTED: { title: "Nothing left to the merchant", message: "What you leave to the merchant is not proposed again." },
  REFUSED: {
    title: "Nothing was too late",
    message: "Matches that were linked otherwise before you confirmed them appear here.",
  },
};

const variantWords = (t: Texts, { matchedVariants, variantsInShop, variantsInCatalog, state }: AdoptionRow): string =>
  state === "AMBIGUOUS"
    ? t("{{count, number}} variant in the shop", { count: variantsInShop })
    : t("{{matched, number}} of {{count, number}} variant matched", {
        matched: matchedVariants,
        count: variantsInCatalog,
      });

/** A click on the row ticks it; what is in here is for itself. */
const Keep = ({ children }: { children: ReactNode }) => (
  <span onClick={(event) => event.stopPropagation()} role="presentation">
    {children}
  </span>
);

function InShop({
  adoption: { title, handle, shopifyStatus, shopifyProductId },
  shopDomain,
}: {
  adoption: AdoptionRow;
  shopDomain: string;
}) {
  const t = useTexts();
  return (
    <div style={{ whiteSpace: "normal", minWidth: "10rem", maxWidth: "20rem" }}>
      <BlockStack gap="050" inlineAlign="start">
        <Keep>
          <Link
            url={productAdminUrl(shopDomain, shopifyProductId)}
            target="_blank"
            accessibilityLabel={t("Open in Shopify: {{name}}", { name: title })}
          >
            {title}
          </Link>
        </Keep>
        <Text as="span" variant="bodySm" tone="subdued" breakWord>
          {`${handle} · ${productStatusWords(t, shopifyStatus)}`}
        </Text>
      </BlockStack>
    </div>
  );
}

function InCatalog({ adoption }: { adoption: AdoptionRow }) {
  const t = useTexts();
  const { state, product, candidates, reason, decidedBy } = adoption;
  return (
    <div style={{ whiteSpace: "normal", minWidth: "10rem", maxWidth: "24rem" }}>
      <BlockStack gap="050" inlineAlign="start">
        {product !== null && (
          <>
            <Text as="span" fontWeight="semibold" breakWord>
              {product.title || product.externalId}
            </Text>
            <Text as="span" variant="bodySm" tone="subdued" breakWord>
              {variantsWords(t, product.variants, product.variantCount)}
            </Text>
          </>
        )}
        {state === "AMBIGUOUS" && (
          <Text as="span" breakWord>
            {t("{{count, number}} product may be meant", { count: candidates.length })}
          </Text>
        )}
        {product === null && state !== "AMBIGUOUS" && (
          <Text as="span" tone="subdued">
            {adoption.productTitle ?? "–"}
          </Text>
        )}
        {reason !== null && (
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            {explainReason(t, reason)}
          </Text>
        )}
        {decidedBy !== null && (
          <InlineStack gap="100" blockAlign="center">
            <StatusBadge words={adoptionStateWords[state]} />
            <Text as="span" variant="bodySm" tone="subdued">
              {t("by {{name}}", { name: decidedBy })}
            </Text>
          </InlineStack>
        )}
      </BlockStack>
    </div>
  );
}
