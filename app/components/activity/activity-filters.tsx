import { Box, Button, InlineGrid, Select, TextField } from "@shopify/polaris";
import { subjectTypes } from "#app/domain/activity/subject-types.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { subjectWords } from "./activity-words.ts";

export interface AskedActivity {
  about: string | null;
  who: string | null;
  /** Days, as 2026-11-30. */
  since: string | null;
  until: string | null;
}

interface ActivityFiltersProps {
  asked: AskedActivity;
  /** Empty for who sees only what they did themselves. */
  actors: readonly { id: string; name: string }[];
  onChange: (asked: AskedActivity) => void;
}

/** Narrows activity by what it is about, by who did it, and by days. */
export function ActivityFilters({ asked, actors, onChange }: ActivityFiltersProps) {
  const t = useTexts();
  const set = (name: keyof AskedActivity) => (value: string) =>
    onChange({ ...asked, [name]: value === "" ? null : value });
  const isNarrowed = Object.values(asked).some((value) => value !== null);
  return (
    <Box padding="400">
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 5 }} gap="300" alignItems="end">
        <Select
          label={t("About")}
          value={asked.about ?? ""}
          onChange={set("about")}
          options={[
            { value: "", label: t("Everything") },
            ...subjectTypes.map((value) => ({ value, label: t(subjectWords[value]) })),
          ]}
        />
        {actors.length > 0 && (
          <Select
            label={t("Who")}
            value={asked.who ?? ""}
            onChange={set("who")}
            options={[
              { value: "", label: t("Everybody") },
              { value: "system", label: t("The app by itself") },
              ...actors.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <TextField
          label={t("From (day in UTC)")}
          type="date"
          autoComplete="off"
          value={asked.since ?? ""}
          onChange={set("since")}
        />
        <TextField
          label={t("To (day in UTC)")}
          type="date"
          autoComplete="off"
          value={asked.until ?? ""}
          onChange={set("until")}
        />
        {isNarrowed && (
          <Button onClick={() => onChange({ about: null, who: null, since: null, until: null })}>
            {t("Show everything")}
          </Button>
        )}
      </InlineGrid>
    </Box>
  );
}
