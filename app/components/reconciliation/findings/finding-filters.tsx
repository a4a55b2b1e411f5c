import { Card, InlineGrid, Select } from "@shopify/polaris";
import { FINDING_KINDS, FINDING_STATES } from "#app/domain/reconciliation/runs/finding-kinds.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { findingStateWords, findingWords, type FindingKind, type FindingState } from "../words/finding-words.ts";

interface FindingsShown {
  kind: FindingKind | null;
  state: FindingState | "ALL";
}

interface FindingFiltersProps {
  filter: FindingsShown;
  openByKind: Partial<Record<FindingKind, number>>;
  onChange: (filter: FindingsShown) => void;
}

/** Narrows findings by state and kind. */
export function FindingFilters({ filter, openByKind, onChange }: FindingFiltersProps) {
  const t = useTexts();
  const kindLabel = (kind: FindingKind) => {
    const open = openByKind[kind] ?? 0;
    const label = t(findingWords[kind].label);
    return open > 0 ? t("{{kind}} ({{open, number}} open)", { kind: label, open }) : label;
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
