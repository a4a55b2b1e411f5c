import { Text } from "@shopify/polaris";
import type { ReactNode } from "react";

interface FactListProps {
  facts: readonly { name: string; value: ReactNode }[];
  /** `below`: one below the other, names beside their values. `beside`: side by side as far as there is room. */
  layout: "below" | "beside";
}

const BESIDE_ITS_NAME = { display: "flex", flexWrap: "wrap", gap: "0 1rem" } as const;
const NAME_WIDTH = { flex: "0 0 9rem" } as const;

/** Names and values as a description list. */
export function FactList({ facts, layout }: FactListProps) {
  const columns = layout === "beside" ? "repeat(auto-fill, minmax(min(11rem, 45%), 1fr))" : "1fr";
  return (
    <dl style={{ margin: 0, display: "grid", gap: "0.75rem 1rem", gridTemplateColumns: columns }}>
      {facts.map(({ name, value }) => (
        <div key={name} style={layout === "below" ? BESIDE_ITS_NAME : {}}>
          <dt style={layout === "below" ? NAME_WIDTH : {}}>
            <Text as="span" variant="bodySm" tone="subdued">
              {name}
            </Text>
          </dt>
          <dd style={{ margin: 0, flex: "1 1 12rem", overflowWrap: "anywhere" }}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
