import { ChoiceList, IndexFilters, IndexFiltersMode, TextField, useSetIndexFiltersMode } from "@shopify/polaris";
import { BATCH_SORTS, type BatchSort } from "#app/domain/uploads/queries/batch-filter.ts";
import { batchStatuses, type BatchStatus } from "#app/domain/uploads/transitions.ts";
import { batchStatusWords } from "../../status-words.ts";
import { useSearchText } from "../../use-search-text.ts";
import type { Text } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";

/** What a list of batches is narrowed to; null where it is not. */
export interface AskedBatchList {
  status: BatchStatus | null;
  storeId: string | null;
  who: string | null;
  /** Days, as 2026-11-30. */
  since: string | null;
  until: string | null;
  text: string | null;
  sort: BatchSort;
}

interface Choice {
  id: string;
  name: string;
}

interface BatchFiltersProps {
  asked: AskedBatchList;
  stores: readonly Choice[];
  /** Empty for who may not see who else there is. */
  actors: readonly Choice[];
  isLoading: boolean;
  onChange: (asked: AskedBatchList) => void;
}

const TABS = [null, ...batchStatuses] as const;
/** The table of Polaris knows an order by a word and its direction, and shows the upward one first. */
const SORTS = {
  oldest: { value: "created asc", label: "Created", directionLabel: "Oldest first" },
  newest: { value: "created desc", label: "Created", directionLabel: "Newest first" },
  "fewest-products": { value: "products asc", label: "Products", directionLabel: "Fewest first" },
  "most-products": { value: "products desc", label: "Products", directionLabel: "Most first" },
  "fewest-failed": { value: "failed asc", label: "Failed rows", directionLabel: "Fewest first" },
  "most-failed": { value: "failed desc", label: "Failed rows", directionLabel: "Most first" },
} as const satisfies Record<BatchSort, { value: `${string} ${"asc" | "desc"}`; label: Text; directionLabel: Text }>;

const NOTHING = { storeId: null, who: null, since: null, until: null, text: null };

/** Tabs by status, a search field, the order, and filters by store, person and day. */
export function BatchFilters({ asked, stores, actors, isLoading, onChange }: BatchFiltersProps) {
  const t = useTexts();
  const { status, storeId, who, since, until } = asked;
  const isNarrowed = [storeId, who, since, until, asked.text].some((value) => value !== null);
  const { mode, setMode } = useSetIndexFiltersMode(isNarrowed ? IndexFiltersMode.Filtering : IndexFiltersMode.Default);
  const set = (changes: Partial<AskedBatchList>) => onChange({ ...asked, ...changes });
  const [text, setText] = useSearchText(asked.text ?? "", (wanted) => set({ text: wanted === "" ? null : wanted }));
  const clear = () => {
    setText("");
    set(NOTHING);
  };
  const nameOf = (choices: readonly Choice[], id: string) => choices.find((one) => one.id === id)?.name ?? t("unknown");
  return (
    <IndexFilters
      mode={mode}
      setMode={setMode}
      loading={isLoading}
      canCreateNewView={false}
      tabs={TABS.map((one) => ({
        id: one ?? "all",
        content: t(one === null ? "All" : batchStatusWords[one].label),
        panelID: "batches",
        isLocked: true,
      }))}
      selected={TABS.indexOf(status)}
      onSelect={(index) => set({ status: TABS[index] ?? null })}
      sortOptions={Object.values(SORTS).map(({ value, label, directionLabel }) => ({
        value,
        label: t(label),
        directionLabel: t(directionLabel),
      }))}
      sortSelected={[SORTS[asked.sort].value]}
      onSort={([chosen]) => set({ sort: BATCH_SORTS.find((sort) => SORTS[sort].value === chosen) ?? "newest" })}
      queryValue={text}
      queryPlaceholder={t("Search by name or product")}
      onQueryChange={setText}
      onQueryClear={() => {
        setText("");
        set({ text: null });
      }}
      cancelAction={{ onAction: clear }}
      filters={[
        choiceFilter("store", t("Store"), stores, storeId, (chosen) => set({ storeId: chosen })),
        ...(actors.length === 0
          ? []
          : [choiceFilter("who", t("Started by"), actors, who, (chosen) => set({ who: chosen }))]),
        dayFilter("since", t("From day"), t("From day (UTC)"), since, (day) => set({ since: day })),
        dayFilter("until", t("To day"), t("To day (UTC)"), until, (day) => set({ until: day })),
      ]}
      appliedFilters={[
        ...applied(
          "store",
          storeId,
          (id) => t("Store: {{store}}", { store: nameOf(stores, id) }),
          () => set({ storeId: null }),
        ),
        ...applied(
          "who",
          who,
          (id) => t("Started by {{name}}", { name: nameOf(actors, id) }),
          () => set({ who: null }),
        ),
        ...applied(
          "since",
          since,
          (day) => t("From {{day}}", { day }),
          () => set({ since: null }),
        ),
        ...applied(
          "until",
          until,
          (day) => t("To {{day}}", { day }),
          () => set({ until: null }),
        ),
      ]}
      onClearAll={clear}
    />
  );
}

const choiceFilter = (
  key: string,
  label: string,
  choices: readonly Choice[],
  selected: string | null,
  onChoose: (id: string | null) => void,
) => ({
  key,
  label,
  pinned: true,
  filter: (
    <ChoiceList
      title={label}
      titleHidden
      choices={choices.map(({ id, name }) => ({ value: id, label: name }))}
      selected={selected === null ? [] : [selected]}
      onChange={([chosen]) => onChoose(chosen ?? null)}
    />
  ),
});

const dayFilter = (
  key: string,
  label: string,
  fieldLabel: string,
  day: string | null,
  onChange: (day: string | null) => void,
) => ({
  key,
  label,
  pinned: true,
  filter: (
    <TextField
      label={fieldLabel}
      type="date"
      autoComplete="off"
      value={day ?? ""}
      onChange={(value) => onChange(value === "" ? null : value)}
    />
  ),
});

const applied = (key: string, value: string | null, words: (value: string) => string, onRemove: () => void) =>
  value === null ? [] : [{ key, label: words(value), onRemove }];
