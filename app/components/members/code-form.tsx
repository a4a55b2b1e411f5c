import { Button, Form, FormLayout, TextField } from "@shopify/polaris";
import { useState } from "react";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { errorOf, type SentProblem } from "./sent-problem.ts";

interface CodeFormProps {
  label: string;
  helpText: string;
  submit: string;
  isSending: boolean;
  problem: SentProblem | null;
  onEnter: (code: string) => void;
}

/** Of a code, in every language. */
const SHAPE = "XXXX-XXXX-XXXX-XXXX";

/** Where a one-time code is entered. */
export function CodeForm({ label, helpText, submit, isSending, problem, onEnter }: CodeFormProps) {
  const t = useTexts();
  const [code, setCode] = useState("");
  const error = errorOf(t, problem, "code") || (problem !== null && said(t, problem.message));
  return (
    <Form onSubmit={() => onEnter(code)}>
      <FormLayout>
        <TextField
          label={label}
          value={code}
          onChange={setCode}
          error={error}
          helpText={helpText}
          placeholder={SHAPE}
          monospaced
          autoComplete="off"
          maxLength={60}
        />
        <Button submit loading={isSending} disabled={code.trim() === ""}>
          {submit}
        </Button>
      </FormLayout>
    </Form>
  );
}
