import { Card, InlineGrid, Select } from "@shopify/polaris";
import type { BoundedCount } from "#app/domain/bounded-count.ts";
import { FINDING_KINDS, FINDING_STATES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { countWords } from "../words/delivery-words.ts";
import { findingStateWords, findingWords, type FindingKind, type FindingState } from "../words/finding-words.ts";

interface FindingsShown {
  kind: FindingKind | null;
  state: FindingState | "ALL";
}

interface FindingFiltersProps {
  filter: FindingsShown;
  openByKind: Partial<Record<FindingKind, BoundedCount | undefined>>;
  onChange: (filter: FindingsShown) => void;
}

/** Narrows findings by state and kind. */
export function FindingFilters({ filter, openByKind, onChange }: FindingFiltersProps) {
  const t = useTexts();
  const kindLabel = (kind: FindingKind) => {
    const open = openByKind[kind];
    const label = t(findingWords[kind].label);
    return open === undefined ? label : t("{{kind}} ({{open}} open)", { kind: label, open: countWords(t, open) });
  };
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <Select
          label={t("State")}
          options={[
            ...FINDING_STATES.map((value) => ({ value, label: t(findingStateWords[value].label) })),
            { value: "ALL", label: t("All") },
          ]}
          value={filter.state}
          onChange={(value) => onChange({ ...filter, state: FINDING_STATES.find((one) => one === value) ?? "ALL" })}
        />
        <Select
          label={t("Kind")}
          options={[
            { value: "", label: t("All") },
            ...FINDING_KINDS.map((value) => ({ value, label: kindLabel(value) })),
          ]}
          value={filter.kind ?? ""}
          onChange={(value) => onChange({ ...filter, kind: FINDING_KINDS.find((one) => one === value) ?? null })}
        />
      </InlineGrid>
    </Card>
  );
}
