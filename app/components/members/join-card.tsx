import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTexts } from "../texts/use-texts.tsx";
import { CodeForm } from "./code-form.tsx";
import type { SentProblem } from "./sent-problem.ts";

interface JoinCardProps {
  shopDomain: string;
  isSending: boolean;
  problem: SentProblem | null;
  onJoin: (code: string) => void;
}

/** The other first step in a shop: it becomes a store of an organization that is there already. */
export function JoinCard({ shopDomain, isSending, problem, onJoin }: JoinCardProps) {
  const t = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("Or join an organization")}
        </Text>
        <Text as="p">
          {t("{{shopDomain}} becomes a further store of it. Nothing goes there until somebody adds a route.", {
            shopDomain,
          })}
        </Text>
        <CodeForm
          label={t("Code from the other store")}
          helpText={t("An owner of the organization makes it under Stores, Join another store.")}
          submit={t("Join")}
          isSending={isSending}
          problem={problem}
          onEnter={onJoin}
        />
      </BlockStack>
    </Card>
  );
}
