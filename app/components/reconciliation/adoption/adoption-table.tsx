import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { AdoptionRow } from "#app/http/reconciliation/read-adoptions.server.ts";
import { EmptyNote } from "../../empty-note.tsx";
import { formatCountOf } from "../../formats.ts";
import { productAdminUrl } from "../../shopify-admin-url.ts";
import { StatusBadge } from "../../status-badge.tsx";
import { TickableTable, type Ticked } from "../tickable-table.tsx";
import { adoptionMatchWords, adoptionStateWords, explainReason, type AdoptionState } from "../words/adoption-words.ts";
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
  return (
    <TickableTable
      resourceName={{ singular: "product", plural: "products" }}
      headings={[
        { title: "In the shop" },
        { title: "In the catalog" },
        { title: "Matched by" },
        { title: "Variants" },
        ...(onChoose ? [{ title: "Decide" }] : []),
      ]}
      rows={adoptions.map((adoption) => {
        const choose = onChoose && (
          <Keep>
            <Button
              size="slim"
              disabled={isSending}
              onClick={() => onChoose(adoption)}
              accessibilityLabel={`Choose what ${adoption.title} is`}
            >
              Choose
            </Button>
          </Keep>
        );
        return {
          id: adoption.id,
          name: adoption.title,
          cells: [
            <InShop key="shop" adoption={adoption} shopDomain={shopDomain} />,
            <InCatalog key="catalog" adoption={adoption} />,
            adoptionMatchWords[adoption.matchedBy],
            variantWords(adoption),
            ...(choose ? [choose] : []),
          ],
          narrow: (
            <BlockStack gap="200" inlineAlign="start">
              <InShop adoption={adoption} shopDomain={shopDomain} />
              <InCatalog adoption={adoption} />
              <Text as="span" variant="bodySm" tone="subdued">
                {`${adoptionMatchWords[adoption.matchedBy]} · ${variantWords(adoption)}`}
              </Text>
              {choose}
            </BlockStack>
          ),
        };
      })}
      hasOtherPages={hasOtherPages}
      isLoading={isLoading}
      emptyState={<EmptyNote title={EMPTY[state].title} message={EMPTY[state].message} />}
      actions={[
        ...(onConfirm ? [{ label: "Link", onChoose: onConfirm }] : []),
        ...(onReject ? [{ label: "Leave to the merchant", onChoose: onReject }] : []),
      ]}
    />
  );
}

const EMPTY: Record<AdoptionState, { title: string; message: string }> = {
  PROPOSED: { title: "Nothing proposed", message: "Look for matches to compare the shop with the catalog." },
  AMBIGUOUS: { title: "Nothing ambiguous", message: "Every match that was found is told apart." },
  CONFIRMED: { title: "Nothing linked here yet", message: "What you confirm appears here." },
  REJECTED: { title: "Nothing left to the merchant", message: "What you leave to the merchant is not proposed again." },
  REFUSED: {
    title: "Nothing was too late",
    message: "Matches that were linked otherwise before you confirmed them appear here.",
  },
};

const variantWords = ({ matchedVariants, variantsInShop, variantsInCatalog, state }: AdoptionRow): string =>
  state === "AMBIGUOUS"
    ? `${formatCountOf(variantsInShop, "variant")} in the shop`
    : `${matchedVariants} of ${formatCountOf(variantsInCatalog, "variant")} matched`;

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
  return (
    <div style={{ whiteSpace: "normal", minWidth: "10rem", maxWidth: "20rem" }}>
      <BlockStack gap="050" inlineAlign="start">
        <Keep>
          <Link
            url={productAdminUrl(shopDomain, shopifyProductId)}
            target="_blank"
            accessibilityLabel={`Open ${title} in Shopify`}
          >
            {title}
          </Link>
        </Keep>
        <Text as="span" variant="bodySm" tone="subdued" breakWord>
          {`${handle} · ${shopifyStatus.toLowerCase()}`}
        </Text>
      </BlockStack>
    </div>
  );
}

function InCatalog({ adoption }: { adoption: AdoptionRow }) {
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
              {variantsWords(product.variants, product.variantCount)}
            </Text>
          </>
        )}
        {state === "AMBIGUOUS" && (
          <Text as="span" breakWord>
            {formatCountOf(candidates.length, "product may be meant", "products may be meant")}
          </Text>
        )}
        {product === null && state !== "AMBIGUOUS" && (
          <Text as="span" tone="subdued">
            {adoption.productTitle ?? "–"}
          </Text>
        )}
        {reason !== null && (
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            {explainReason(reason)}
          </Text>
        )}
        {decidedBy !== null && (
          <InlineStack gap="100" blockAlign="center">
            <StatusBadge words={adoptionStateWords[state]} />
            <Text as="span" variant="bodySm" tone="subdued">
              {`by ${decidedBy}`}
            </Text>
          </InlineStack>
        )}
      </BlockStack>
    </div>
  );
}
