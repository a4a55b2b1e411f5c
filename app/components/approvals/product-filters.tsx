import { Autocomplete, ChoiceList, IndexFilters, IndexFiltersMode, useSetIndexFiltersMode } from "@shopify/polaris";
import { useState } from "react";
import type { ProductFilter } from "#app/domain/catalog/product-filter.ts";
import { productTypes } from "#app/domain/catalog/product-states.ts";
import { useSearchText } from "../use-search-text.ts";
import { approvalStatusWords, productTypeWords } from "../status-words.ts";
import type { Text } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

export interface CategoryChoice {
  id: string;
  path: string;
}

interface ProductFiltersProps {
  filter: ProductFilter;
  /** Path of the category that the filter names. */
  categoryPath: string | null;
  categoryChoices: readonly CategoryChoice[];
  stores: readonly { id: string; name: string }[];
  isLoading: boolean;
  onChange: (filter: ProductFilter) => void;
  onSearchCategories: (text: string) => void;
}

const TABS = [
  { id: "PENDING", content: "Waiting for approval" },
  { id: "APPROVED", content: approvalStatusWords.APPROVED.label },
  { id: "REJECTED", content: approvalStatusWords.REJECTED.label },
  { id: "ALL", content: "All" },
] as const satisfies readonly { id: string; content: Text }[];

/** Tabs by approval status, a search field, and filters by category, type and store. */
export function ProductFilters(props: ProductFiltersProps) {
  const { filter, categoryPath, categoryChoices, stores, isLoading, onChange, onSearchCategories } = props;
  const t = useTexts();
  const isNarrowed = Object.entries(filter).some(([name, value]) => name !== "approvalStatus" && value !== undefined);
  const { mode, setMode } = useSetIndexFiltersMode(isNarrowed ? IndexFiltersMode.Filtering : IndexFiltersMode.Default);
  const [categoryText, setCategoryText] = useState("");
  const { text: askedText = "", ...withoutText } = filter;
  const { categoryId, ...withoutCategory } = filter;
  const { type, ...withoutType } = filter;
  const { storeId, ...withoutStore } = filter;
  const store = stores.find(({ id }) => id === storeId);

  const [text, setText] = useSearchText(askedText, (wanted) =>
    onChange(wanted === "" ? withoutText : { ...withoutText, text: wanted }),
  );

  const clear = () => {
    setText("");
    onChange(filter.approvalStatus === undefined ? {} : { approvalStatus: filter.approvalStatus });
  };

  return (
    <IndexFilters
      mode={mode}
      setMode={setMode}
      loading={isLoading}
      canCreateNewView={false}
      tabs={TABS.map(({ id, content }) => ({ id, content: t(content), panelID: "products", isLocked: true }))}
      selected={TABS.findIndex(({ id }) => id === (filter.approvalStatus ?? "ALL"))}
      onSelect={(index) => {
        const { approvalStatus: _status, ...rest } = filter;
        const chosen = TABS[index]?.id;
        onChange(chosen === undefined || chosen === "ALL" ? rest : { ...rest, approvalStatus: chosen });
      }}
      queryValue={text}
      queryPlaceholder={t("Search by title, id or SKU")}
      onQueryChange={setText}
      onQueryClear={() => {
        setText("");
        onChange(withoutText);
      }}
      cancelAction={{ onAction: clear }}
      filters={[
        {
          key: "category",
          label: t("Category"),
          pinned: true,
          filter: (
            <Autocomplete
              options={categoryChoices.map(({ id, path }) => ({ value: id, label: path }))}
              selected={categoryId === undefined ? [] : [categoryId]}
              onSelect={([chosen]) =>
                onChange(chosen === undefined ? withoutCategory : { ...filter, categoryId: chosen })
              }
              textField={
                <Autocomplete.TextField
                  label={t("Category")}
                  labelHidden
                  autoComplete="off"
                  placeholder={t("Type to search categories")}
                  value={categoryText}
                  onFocus={() => onSearchCategories(categoryText)}
                  onChange={(value) => {
                    setCategoryText(value);
                    onSearchCategories(value);
                  }}
                />
              }
            />
          ),
        },
        {
          key: "type",
          label: t("Type"),
          pinned: true,
          filter: (
            <ChoiceList
              title={t("Type")}
              titleHidden
              choices={productTypes.map((value) => ({ value, label: t(productTypeWords[value]) }))}
              selected={type === undefined ? [] : [type]}
              onChange={([chosen]) => {
                const next = productTypes.find((one) => one === chosen);
                onChange(next === undefined ? withoutType : { ...filter, type: next });
              }}
            />
          ),
        },
        {
          key: "store",
          label: t("Goes to store"),
          pinned: true,
          filter: (
            <ChoiceList
              title={t("Goes to store")}
              titleHidden
              choices={stores.map(({ id, name }) => ({ value: id, label: name }))}
              selected={storeId === undefined ? [] : [storeId]}
              onChange={([chosen]) => onChange(chosen === undefined ? withoutStore : { ...filter, storeId: chosen })}
            />
          ),
        },
      ]}
      appliedFilters={[
        ...(categoryId === undefined
          ? []
          : [
              {
                key: "category",
                label: categoryPath === null ? t("Category: unknown") : t("Category: {{path}}", { path: categoryPath }),
                onRemove: () => onChange(withoutCategory),
              },
            ]),
        ...(type === undefined
          ? []
          : [
              {
                key: "type",
                label: t("Type: {{type}}", { type: t(productTypeWords[type]) }),
                onRemove: () => onChange(withoutType),
              },
            ]),
        ...(store === undefined
          ? []
          : [
              {
                key: "store",
                label: t("Goes to {{store}}", { store: store.name }),
                onRemove: () => onChange(withoutStore),
              },
            ]),
      ]}
      onClearAll={clear}
    />
  );
}
