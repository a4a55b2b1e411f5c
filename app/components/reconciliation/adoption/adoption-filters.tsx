import { Box, Select, Tabs } from "@shopify/polaris";
import { ADOPTION_MATCHES, ADOPTION_STATES } from "#app/domain/reconciliation/adoption/adoption-states.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import {
  adoptionMatchWords,
  adoptionStateWords,
  type AdoptionMatch,
  type AdoptionState,
} from "../words/adoption-words.ts";
import { countWords } from "../words/delivery-words.ts";
import { countState, type AdoptionCounts } from "./adoption-preview.tsx";

export interface AdoptionsShown {
  state: AdoptionState;
  matchedBy: AdoptionMatch | null;
}

interface AdoptionFiltersProps {
  filter: AdoptionsShown;
  counts: AdoptionCounts;
  onChange: (filter: AdoptionsShown) => void;
}

/** Tabs by state with how many there are, and the key that matched. */
export function AdoptionFilters({ filter, counts, onChange }: AdoptionFiltersProps) {
  const t = useTexts();
  return (
    <>
      <Tabs
        tabs={ADOPTION_STATES.map((state) => ({
          id: state,
          content: `${t(adoptionStateWords[state].label)} (${countWords(t, countState(counts, state))})`,
          panelID: "adoptions",
        }))}
        selected={ADOPTION_STATES.indexOf(filter.state)}
        onSelect={(index) => onChange({ ...filter, state: ADOPTION_STATES[index] ?? "PROPOSED" })}
      />
      <Box padding="300" maxWidth="20rem">
        <Select
          label={t("Matched by")}
          options={[
            { value: "", label: t("All") },
            ...ADOPTION_MATCHES.map((value) => ({ value, label: t(adoptionMatchWords[value]) })),
          ]}
          value={filter.matchedBy ?? ""}
          onChange={(value) =>
            onChange({ ...filter, matchedBy: ADOPTION_MATCHES.find((one) => one === value) ?? null })
          }
        />
      </Box>
    </>
  );
}
