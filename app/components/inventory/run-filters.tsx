import { InlineGrid, Box, Select } from "@shopify/polaris";
import { runKinds, runStatuses, type RunKind, type RunStatus } from "#app/domain/inventory/run-states.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { runKindWords, runStatusWords } from "./run-words.ts";

interface RunFiltersProps {
  kind: RunKind | null;
  status: RunStatus | null;
  onChange: (name: "kind" | "status", value: string | null) => void;
}

/** Which syncs a list shows. */
export function RunFilters({ kind, status, onChange }: RunFiltersProps) {
  const t = useTexts();
  return (
    <Box padding="400" paddingBlockStart="0">
      <InlineGrid columns={{ xs: 1, sm: 2, md: 4 }} gap="300">
        <Select
          label={t("Status")}
          options={[
            { label: t("All"), value: "" },
            ...runStatuses.map((value) => ({ label: t(runStatusWords[value].label), value })),
          ]}
          value={status ?? ""}
          onChange={(value) => onChange("status", value === "" ? null : value)}
        />
        <Select
          label={t("Kind")}
          options={[
            { label: t("All"), value: "" },
            ...runKinds.map((value) => ({ label: t(runKindWords[value]), value })),
          ]}
          value={kind ?? ""}
          onChange={(value) => onChange("kind", value === "" ? null : value)}
        />
      </InlineGrid>
    </Box>
  );
}
