import { BlockStack, Card, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import type { RouteChoices } from "#app/domain/stores/routing/route-choices.server.ts";
import {
  PRICE_ROUNDINGS,
  SKU_CONFLICTS,
  STATUSES_ON_CREATE,
  STOCK_MODES,
} from "#app/domain/stores/routing/route-settings.ts";
import type { SentProblem } from "../members/sent-problem.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { FieldModeFields } from "./field-mode-fields.tsx";
import { routeFieldOf } from "./marked-fields.ts";
import type { RouteDraft } from "./route-draft.ts";
import { roundingLabels, skuConflictLabels, statusLabels, stockModeLabels } from "./routing-words.ts";
import { ShopFields } from "./shop-fields.tsx";

interface SettingsFieldsProps {
  storeId: string;
  draft: RouteDraft;
  choices: RouteChoices;
  currencyCode: string;
  problem: SentProblem | null;
  onChange: (draft: RouteDraft) => void;
}

/** How products come to the store. */
export function SettingsFields({ storeId, draft, choices, currencyCode, problem, onChange }: SettingsFieldsProps) {
  const t = useTexts();
  const set = <Name extends keyof RouteDraft>(name: Name, value: RouteDraft[Name]) =>
    onChange({ ...draft, [name]: value });
  const errorOf = (name: string) => problem?.errors.find(({ field }) => routeFieldOf(field) === name)?.message ?? false;
  return (
    <>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("When a product is created")}
          </Text>
          <FormLayout>
            <FormLayout.Group>
              <Select
                label={t("Status")}
                options={STATUSES_ON_CREATE.map((value) => ({ value, label: t(statusLabels[value]) }))}
                value={draft.statusOnCreate}
                onChange={(value) => set("statusOnCreate", oneOf(STATUSES_ON_CREATE, value))}
              />
              <Select
                label={t("A SKU is taken by another product of the shop")}
                options={SKU_CONFLICTS.map((value) => ({ value, label: t(skuConflictLabels[value]) }))}
                value={draft.skuConflicts}
                onChange={(value) => set("skuConflicts", oneOf(SKU_CONFLICTS, value))}
              />
            </FormLayout.Group>
            <TextField
              label={t("More tags")}
              value={draft.tags}
              onChange={(value) => set("tags", value)}
              error={errorOf("extraTags")}
              helpText={t("With commas between.")}
              autoComplete="off"
            />
            <ShopFields
              storeId={storeId}
              publicationIds={draft.publicationIds}
              collectionIds={draft.collectionIds}
              errorOf={errorOf}
              onChange={set}
            />
          </FormLayout>
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("Prices")}
          </Text>
          <FormLayout>
            <FormLayout.Group>
              <TextField
                label={t("Exchange rate")}
                value={draft.rate}
                onChange={(value) => set("rate", value)}
                error={errorOf("priceRate")}
                helpText={t("How much {{currency}} one unit of the catalog's currency buys. Empty: not converted.", {
                  currency: currencyCode,
                })}
                inputMode="decimal"
                autoComplete="off"
              />
              <TextField
                label={t("Factor")}
                value={draft.priceFactor}
                onChange={(value) => set("priceFactor", value)}
                error={errorOf("priceFactor")}
                helpText={t("1 leaves prices as they are, 1.1 makes them 10 % higher.")}
                inputMode="decimal"
                autoComplete="off"
              />
              <Select
                label={t("Rounding")}
                options={PRICE_ROUNDINGS.map((value) => ({ value, label: t(roundingLabels[value]) }))}
                value={draft.priceRounding}
                onChange={(value) => set("priceRounding", oneOf(PRICE_ROUNDINGS, value))}
              />
            </FormLayout.Group>
          </FormLayout>
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("Stock")}
          </Text>
          <FormLayout>
            <Select
              label={t("Orders of the shop")}
              options={STOCK_MODES.map((value) => ({ value, label: t(stockModeLabels[value]) }))}
              value={draft.stockMode}
              onChange={(value) => set("stockMode", oneOf(STOCK_MODES, value))}
            />
            <LocationFields draft={draft} choices={choices} onChange={(map) => set("locationMap", map)} />
          </FormLayout>
        </BlockStack>
      </Card>
      <FieldModeFields modes={draft.fieldModes} onChange={(modes) => set("fieldModes", modes)} />
    </>
  );
}

function LocationFields(props: {
  draft: RouteDraft;
  choices: RouteChoices;
  onChange: (map: Record<string, string>) => void;
}) {
  const t = useTexts();
  const { draft, choices, onChange } = props;
  if (choices.locations.length === 0)
    return (
      <Text as="p" tone="subdued">
        {t("All warehouses count for the shop's primary location. Its locations are known after the first stock sync.")}
      </Text>
    );
  const isMapped = Object.keys(draft.locationMap).length > 0;
  return (
    <>
      {choices.warehouses.map(({ code, name }) => (
        <Select
          key={code}
          label={t("Stock of {{warehouse}} goes to", { warehouse: name })}
          options={[
            { value: "", label: isMapped ? t("Nowhere") : t("The primary location") },
            ...choices.locations.map((location) => ({ value: location.id, label: location.name })),
          ]}
          value={draft.locationMap[code] ?? ""}
          onChange={(locationId) => {
            const { [code]: _before, ...others } = draft.locationMap;
            onChange(locationId === "" ? others : { ...others, [code]: locationId });
          }}
        />
      ))}
    </>
  );
}

/** The value of a choice that a select hands back as text. */
function oneOf<Value extends string>(values: readonly [Value, ...Value[]], text: string): Value {
  return values.find((value) => value === text) ?? values[0];
}
