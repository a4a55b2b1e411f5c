import { Badge } from "@shopify/polaris";
import type { StatusWords } from "./status-words.ts";
import { useTexts } from "./texts/use-texts.tsx";

export function StatusBadge({ words: { label, tone } }: { words: StatusWords }) {
  const t = useTexts();
  return tone === undefined ? <Badge>{t(label)}</Badge> : <Badge tone={tone}>{t(label)}</Badge>;
}
