import { TextField } from "@shopify/polaris";
import { useState } from "react";

interface TypedIdsProps {
  label: string;
  helpText: string;
  error: string | false;
  ids: readonly string[];
  onChange: (ids: string[]) => void;
}

/** Ids as text, one a line, where the shop does not say what there is. */
export function TypedIds({ label, helpText, error, ids, onChange }: TypedIdsProps) {
  const [text, setText] = useState(ids.join("\n"));
  return (
    <TextField
      label={label}
      helpText={helpText}
      error={error}
      value={text}
      onChange={(typed) => {
        setText(typed);
        onChange(typed.split(/[\s,]+/).filter((id) => id !== ""));
      }}
      multiline={2}
      autoComplete="off"
    />
  );
}
