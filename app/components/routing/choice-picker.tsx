import { Autocomplete, BlockStack, InlineError, InlineStack, Tag, Text } from "@shopify/polaris";
import { useId, useRef } from "react";
import type { ShopChoice } from "#app/domain/stores/routing/shop-choices.server.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface ChoicePickerProps {
  label: string;
  helpText: string;
  error: string | false;
  placeholder: string;
  choices: readonly ShopChoice[];
  /** Says that there are more than these. */
  listTitle?: string | undefined;
  /** Instead of choices, where there are none. */
  emptyText: string;
  isSearching?: boolean;
  text: string;
  onType: (text: string) => void;
  chosen: readonly string[];
  /** Null for what the shop no longer has. */
  nameOf: (id: string) => string | null;
  onChoose: (ids: string[]) => void;
}

/** Several of a shop's things, found by a part of their names; those that are chosen stand below and can be taken out. */
export function ChoicePicker(props: ChoicePickerProps) {
  const { label, helpText, error, placeholder, choices, listTitle, emptyText, isSearching = false } = props;
  const { text, onType, chosen, nameOf, onChoose } = props;
  const t = useTexts();
  const fieldId = useId();
  const chosenOnes = useRef<HTMLDivElement>(null);
  const gone = chosen.filter((id) => nameOf(id) === null);
  // One at a time: several at once would put a checkbox into each option, which assistive technology cannot reach there.
  const choose = (id: string | undefined) => {
    if (id === undefined || id === "") return;
    onChoose(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
    onType("");
  };
  const remove = (id: string) => {
    onChoose(chosen.filter((other) => other !== id));
    // The button that had the focus is gone with what it took out.
    chosenOnes.current?.focus();
  };
  return (
    <BlockStack gap="200">
      <Autocomplete
        options={
          choices.length > 0
            ? choices.map(({ id, name }) => ({ value: id, label: name }))
            : [{ value: "", label: emptyText }]
        }
        selected={[...chosen]}
        loading={isSearching}
        {...(listTitle === undefined ? {} : { listTitle })}
        onSelect={([id]) => choose(id)}
        textField={
          <Autocomplete.TextField
            id={fieldId}
            label={label}
            helpText={helpText}
            placeholder={placeholder}
            error={error !== false}
            autoComplete="off"
            maxLength={100}
            value={text}
            onChange={onType}
          />
        }
      />
      <div ref={chosenOnes} tabIndex={-1} role="group" aria-label={t("Chosen: {{label}}", { label })}>
        <InlineStack gap="100">
          {chosen.map((id) => (
            <Tag key={id} onRemove={() => remove(id)}>
              {nameOf(id) ?? t("Not in the shop: {{id}}", { id: id.split("/").at(-1) ?? id })}
            </Tag>
          ))}
        </InlineStack>
      </div>
      {gone.length > 0 && (
        <Text as="p" tone="critical">
          {t("What is no longer in the shop is refused there. Take it out, or choose another.")}
        </Text>
      )}
      {error !== false && <InlineError message={error} fieldID={fieldId} />}
    </BlockStack>
  );
}
