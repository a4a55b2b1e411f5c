import { Text } from "@shopify/polaris";
import type { ReactNode } from "react";

interface FactListProps {
  facts: readonly { name: string; value: ReactNode }[];
  /** Side by side as far as there is room, instead of one below the other. */
  isInline?: boolean;
}

/** Names and values as a description list. */
export function FactList({ facts, isInline = false }: FactListProps) {
  const columns = isInline ? "repeat(auto-fit, minmax(8rem, 1fr))" : "1fr";
  return (
    <dl style={{ margin: 0, display: "grid", gap: "0.5rem 1rem", gridTemplateColumns: columns }}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>
            <Text as="span" variant="bodySm" tone="subdued">
              {name}
            </Text>
          </dt>
          <dd style={{ margin: 0, overflowWrap: "anywhere" }}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
