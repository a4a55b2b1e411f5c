import { Banner, BlockStack, Button, Card, ChoiceList, Form, FormLayout, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { TokenScope } from "#app/domain/organizations/permissions.ts";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { scopeWords } from "./scope-words.ts";

export interface WantedToken {
  name: string;
  scopes: TokenScope[];
}

interface TokenFormProps {
  isSending: boolean;
  /** What was made just now; its secret is seen this once. */
  token: string | null;
  problem: { message: string; errors: readonly { field: string; message: string }[] } | null;
  onSend: (wanted: WantedToken) => void;
}

/** What the API has a use for so far. */
const OFFERED = ["view", "upload", "configure"] as const satisfies readonly TokenScope[];

/** Makes a token of the JSON API and shows it once. */
export function TokenForm({ isSending, token, problem, onSend }: TokenFormProps) {
  const t = useTexts();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<TokenScope[]>([...OFFERED]);
  const errorOf = (field: string) => {
    const error = problem?.errors.find((one) => one.field === field);
    return error !== undefined && said(t, error.message);
  };
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("New token")}
        </Text>
        {problem !== null && problem.errors.length === 0 && (
          <Banner tone="critical" title={t("The token could not be made")}>
            {said(t, problem.message)}
          </Banner>
        )}
        {token !== null && <NewToken token={token} />}
        <Form onSubmit={() => onSend({ name, scopes })}>
          <FormLayout>
            <TextField
              label={t("Name of the system")}
              value={name}
              onChange={setName}
              error={errorOf("name")}
              helpText={t("Shown beside what it approves, for example: ERP.")}
              autoComplete="off"
              maxLength={100}
            />
            <ChoiceList
              allowMultiple
              title={t("What it may do")}
              choices={OFFERED.map((value) => ({
                value,
                label: t(scopeWords[value].label),
                helpText: t(scopeWords[value].helpText),
              }))}
              selected={scopes}
              onChange={(chosen) => setScopes(OFFERED.filter((scope) => chosen.includes(scope)))}
              error={errorOf("scopes") || ""}
            />
            <Button submit variant="primary" loading={isSending}>
              {t("Make token")}
            </Button>
          </FormLayout>
        </Form>
      </BlockStack>
    </Card>
  );
}

function NewToken({ token }: { token: string }) {
  const t = useTexts();
  return (
    <Banner tone="success" title={t("Keep this token now: it is not shown again")}>
      <TextField
        label={t("Token")}
        labelHidden
        value={token}
        readOnly
        selectTextOnFocus
        monospaced
        autoComplete="off"
        helpText={t(
          "Send it with every request to /api/v1 of this app, as the header Authorization: Bearer and the token.",
        )}
      />
    </Banner>
  );
}
