import { Badge } from "@shopify/polaris";
import type { StatusWords } from "./status-words.ts";

export function StatusBadge({ words: { label, tone } }: { words: StatusWords }) {
  return tone === undefined ? <Badge>{label}</Badge> : <Badge tone={tone}>{label}</Badge>;
}
