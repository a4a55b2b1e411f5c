import { BlockStack, Checkbox, ChoiceList, Modal, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTexts } from "../texts/use-texts.tsx";
import { ChoiceSearch, type Choice } from "./choice-search.tsx";

/** What a person asks for; a scope without an id is all of the store. */
export interface AskedSync {
  storeId: string;
  categoryId?: string;
  productId?: string;
  isDryRun: boolean;
  isShopRead: boolean;
}

interface SyncDialogProps {
  /** `check` reports and sets nothing; null: closed. */
  mode: "sync" | "check" | null;
  stores: readonly { id: string; name: string }[];
  storeId: string | null;
  categories: readonly Choice[];
  products: readonly Choice[];
  isSending: boolean;
  onSearchCategories: (text: string) => void;
  onSearchProducts: (text: string, storeId: string) => void;
  onAsk: (asked: AskedSync) => void;
  onClose: () => void;
}

const SCOPES = [
  { value: "all", label: "Everything in the store" },
  { value: "category", label: "A category and what is below it" },
  { value: "product", label: "One product" },
] as const;

type Scope = (typeof SCOPES)[number]["value"];

/** Asks what is to be compared, and whether it is set or only reported. */
export function SyncDialog(props: SyncDialogProps) {
  const { mode, stores, categories, products, isSending, onSearchCategories, onSearchProducts, onAsk, onClose } = props;
  const t = useTexts();
  const [chosenStoreId, setStoreId] = useState<string | null>(null);
  const [scope, setScope] = useState<Scope>("all");
  const [category, setCategory] = useState<Choice | null>(null);
  const [product, setProduct] = useState<Choice | null>(null);
  const [isShopRead, setIsShopRead] = useState(false);
  const isCheck = mode === "check";
  const storeId = stores.find(({ id }) => id === (chosenStoreId ?? props.storeId))?.id ?? stores[0]?.id;
  const isComplete =
    storeId !== undefined &&
    (scope === "all" || (scope === "category" && category !== null) || (scope === "product" && product !== null));
  const ask = () => {
    if (storeId === undefined) return;
    onAsk({
      storeId,
      isDryRun: isCheck,
      isShopRead: isCheck || isShopRead,
      ...(scope === "category" && category !== null ? { categoryId: category.id } : {}),
      ...(scope === "product" && product !== null ? { productId: product.id } : {}),
    });
  };
  return (
    <Modal
      open={mode !== null}
      onClose={onClose}
      title={isCheck ? t("Check stock") : t("Sync stock now")}
      primaryAction={{
        content: isCheck ? t("Check stock") : t("Sync stock"),
        disabled: !isComplete,
        loading: isSending,
        onAction: ask,
      }}
      secondaryActions={[{ content: t("Close"), onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Text as="p">
            {isCheck
              ? t(
                  "The shop is read and compared with your warehouses. You get a report of what differs; nothing is set.",
                )
              : t(
                  "What differs from your warehouses is set in the shop. If too much would go to zero, or a location is lost, the sync stops and asks first.",
                )}
          </Text>
          <Select
            label={t("Store")}
            options={stores.map(({ id, name }) => ({ label: name, value: id }))}
            value={storeId ?? ""}
            onChange={(chosen) => {
              setStoreId(chosen);
              setProduct(null);
            }}
          />
          <ChoiceList
            title={t("What to compare")}
            choices={SCOPES.map(({ value, label }) => ({ value, label: t(label) }))}
            selected={[scope]}
            onChange={([chosen]) => setScope(SCOPES.find(({ value }) => value === chosen)?.value ?? "all")}
          />
          {scope === "category" && (
            <ChoiceSearch
              label={t("Category")}
              placeholder={t("Type to search categories")}
              choices={categories}
              chosen={category}
              onSearch={onSearchCategories}
              onChoose={setCategory}
            />
          )}
          {scope === "product" && (
            <ChoiceSearch
              label={t("Product")}
              placeholder={t("Type a title, id or SKU")}
              choices={products}
              chosen={product}
              onSearch={(text) => onSearchProducts(text, storeId ?? "")}
              onChoose={setProduct}
            />
          )}
          {!isCheck && (
            <Checkbox
              label={t("Read everything from the shop first")}
              helpText={t(
                "Takes longer, and finds changes that the shop did not tell of. The daily sync always does it.",
              )}
              checked={isShopRead}
              onChange={setIsShopRead}
            />
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
