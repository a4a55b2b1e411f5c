import { Banner, BlockStack, Card, Form, FormLayout, List, Text, TextField, Button } from "@shopify/polaris";
import { useState } from "react";
import { said } from "./texts/texts.ts";
import { useTexts } from "./texts/use-texts.tsx";

export interface OrganizationNames {
  organizationName: string;
  ownerName: string;
}

interface OrganizationFormProps {
  shopDomain: string;
  isSending: boolean;
  problem: { message: string; errors: readonly { field: string; message: string }[] } | null;
  onSend: (names: OrganizationNames) => void;
}

/** The first step in a shop that belongs to no organization: what an organization is, and the creation of one. */
export function OrganizationForm({ shopDomain, isSending, problem, onSend }: OrganizationFormProps) {
  const t = useTexts();
  const [organizationName, setOrganizationName] = useState("");
  const [ownerName, setOwnerName] = useState("");
  const errorOf = (field: string) => {
    const error = problem?.errors.find((one) => one.field === field);
    return error !== undefined && said(t, error.message);
  };
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="p">
          {t(
            "Catalog Relay carries your products from one internal catalog into all of your Shopify stores. Your organization owns that catalog, its stores and its staff.",
          )}
        </Text>
        <List>
          <List.Item>{t("{{shopDomain}} becomes the first store of your organization.", { shopDomain })}</List.Item>
          <List.Item>
            {t("You become its owner; others who open the app here may look until they get a role.")}
          </List.Item>
          <List.Item>
            {t("Approved products go to this store. Nothing is changed in it until somebody approves products.")}
          </List.Item>
        </List>
        {problem !== null && problem.errors.length === 0 && (
          <Banner tone="critical" title={t("The organization could not be created")}>
            {said(t, problem.message)}
          </Banner>
        )}
        <Form onSubmit={() => onSend({ organizationName, ownerName })}>
          <FormLayout>
            <TextField
              label={t("Name of your organization")}
              value={organizationName}
              onChange={setOrganizationName}
              error={errorOf("organizationName")}
              helpText={t("Usually your company's name.")}
              autoComplete="organization"
              maxLength={100}
            />
            <TextField
              label={t("Your name")}
              value={ownerName}
              onChange={setOwnerName}
              error={errorOf("ownerName")}
              helpText={t("Shown beside what you approve.")}
              autoComplete="name"
              maxLength={100}
            />
            <Button submit variant="primary" loading={isSending}>
              {t("Create organization")}
            </Button>
          </FormLayout>
        </Form>
      </BlockStack>
    </Card>
  );
}
