import { BlockStack, Button, Card, Collapsible, FormLayout, InlineStack, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { ROUTE_FIELDS, type FieldModes, type FieldName } from "#app/domain/uploads/field-modes.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { fieldLabels, modeLabels, usualLabels } from "./field-words.ts";

interface FieldModeFieldsProps {
  modes: FieldModes;
  onChange: (modes: FieldModes) => void;
}

const isMode = (text: string): text is keyof typeof modeLabels => Object.hasOwn(modeLabels, text);
const isField = (text: string): text is FieldName => Object.hasOwn(ROUTE_FIELDS, text);
const FIELDS = Object.keys(ROUTE_FIELDS).filter(isField);

/** Who says what a field is once the shop has the product. */
export function FieldModeFields({ modes, onChange }: FieldModeFieldsProps) {
  const t = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  const set = (name: FieldName, text: string) => {
    const { [name]: _before, ...others } = modes;
    onChange(isMode(text) ? { ...others, [name]: text } : others);
  };
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t("Who decides about a field")}
          </Text>
          <Button
            variant="plain"
            disclosure={isOpen ? "up" : "down"}
            ariaExpanded={isOpen}
            ariaControls="field-modes"
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? t("Hide fields") : t("Show fields")}
          </Button>
        </InlineStack>
        <Collapsible id="field-modes" open={isOpen}>
          <FormLayout>
            {FIELDS.map((name) => (
              <Select
                key={name}
                label={t(fieldLabels[name])}
                options={[
                  { value: "", label: t(usualLabels[ROUTE_FIELDS[name].mode]) },
                  ...Object.entries(modeLabels).map(([value, label]) => ({ value, label: t(label) })),
                ]}
                value={modes[name] ?? ""}
                onChange={(text) => set(name, text)}
              />
            ))}
          </FormLayout>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}
