import { BlockStack, Button, Card, Collapsible, FormLayout, InlineStack, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { ROUTE_FIELDS, type FieldModes, type FieldName } from "#app/domain/uploads/field-modes.ts";

interface FieldModeFieldsProps {
  modes: FieldModes;
  onChange: (modes: FieldModes) => void;
}

const modeLabels = {
  ours: "Ours, always",
  "until-edited": "Ours, until it is edited in the shop",
  shop: "The shop's, after creation",
};

const isMode = (text: string): text is keyof typeof modeLabels => Object.hasOwn(modeLabels, text);
const isField = (text: string): text is FieldName => Object.hasOwn(ROUTE_FIELDS, text);
const FIELDS = Object.keys(ROUTE_FIELDS).filter(isField);

/** Who says what a field is once the shop has the product. */
export function FieldModeFields({ modes, onChange }: FieldModeFieldsProps) {
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
            Who decides about a field
          </Text>
          <Button
            variant="plain"
            disclosure={isOpen ? "up" : "down"}
            ariaExpanded={isOpen}
            ariaControls="field-modes"
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? "Hide fields" : "Show fields"}
          </Button>
        </InlineStack>
        <Collapsible id="field-modes" open={isOpen}>
          <FormLayout>
            {FIELDS.map((name) => (
              <Select
                key={name}
                label={ROUTE_FIELDS[name].label}
                options={[
                  { value: "", label: `As usual: ${modeLabels[ROUTE_FIELDS[name].mode].toLowerCase()}` },
                  ...Object.entries(modeLabels).map(([value, label]) => ({ value, label })),
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
