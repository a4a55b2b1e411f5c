import { Autocomplete } from "@shopify/polaris";
import { useState } from "react";

export interface Choice {
  id: string;
  label: string;
}

interface ChoiceSearchProps {
  label: string;
  placeholder: string;
  /** What the last search found. */
  choices: readonly Choice[];
  chosen: Choice | null;
  onSearch: (text: string) => void;
  onChoose: (chosen: Choice | null) => void;
}

/** A field that finds one thing among many by a part of its name. */
export function ChoiceSearch({ label, placeholder, choices, chosen, onSearch, onChoose }: ChoiceSearchProps) {
  const [text, setText] = useState(chosen?.label ?? "");
  return (
    <Autocomplete
      options={choices.map((choice) => ({ value: choice.id, label: choice.label }))}
      selected={chosen === null ? [] : [chosen.id]}
      onSelect={([id]) => {
        const found = choices.find((choice) => choice.id === id) ?? null;
        onChoose(found);
        setText(found?.label ?? "");
      }}
      textField={
        <Autocomplete.TextField
          label={label}
          autoComplete="off"
          placeholder={placeholder}
          value={text}
          onFocus={() => onSearch(chosen === null ? text : "")}
          onChange={(typed) => {
            setText(typed);
            onChoose(null);
            onSearch(typed);
          }}
        />
      }
    />
  );
}
