import { SaveBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Card, ChoiceList, Page, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { CategoryStore } from "#app/domain/stores/routing/category-queries.server.ts";
import type { RouteChange, RouteChangePreview } from "#app/domain/stores/routing/preview-route-change.server.ts";
import type { RouteChoices } from "#app/domain/stores/routing/route-choices.server.ts";
import type { SentProblem } from "../members/sent-problem.ts";
import type { Texts } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { ChangeDialog } from "./change-dialog.tsx";
import { readDraft, writeDraft, type RouteDraft } from "./route-draft.ts";
import { pathInWords } from "./routing-words.ts";
import { MARKED_FIELDS, routeFieldOf } from "./marked-fields.ts";
import { SettingsFields } from "./settings-fields.tsx";

interface RouteEditorProps extends Pick<CategoryStore, "store" | "own" | "decidedBy"> {
  category: { id: string; path: string };
  choices: RouteChoices;
  isSaving: boolean;
  isSaved: boolean;
  problem: SentProblem | null;
  /** Null until it is known. */
  preview: RouteChangePreview | null;
  previewProblem: SentProblem | null;
  onPreview: (body: { categoryId: string; storeId: string; change: RouteChange }) => void;
  onSave: (body: object) => void;
  onLeave: () => void;
}

/** What a category says of one store, and the settings of the route. */
export function RouteEditor(props: RouteEditorProps) {
  const t = useTexts();
  const { category, store, own, choices, isSaving, isSaved, problem, preview, previewProblem } = props;
  const [saved] = useState(() => readDraft(own?.settings ?? null));
  const [draft, setDraft] = useState<RouteDraft>(saved);
  const [isAsking, setIsAsking] = useState(false);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(saved) && !isSaved;
  const place = { categoryId: category.id, storeId: store.id };
  const { onLeave } = props;
  useEffect(() => {
    if (problem !== null) setIsAsking(false);
  }, [problem]);
  const ask = () => {
    props.onPreview({ ...place, change: draft.change });
    setIsAsking(true);
  };
  const save = () =>
    props.onSave(draft.change === "none" ? { remove: own?.id ?? "" } : { set: { ...place, ...writeDraft(draft) } });
  const general = problem ?? previewProblem;
  return (
    <Page
      title={t("Route to {{store}}", { store: store.name })}
      subtitle={pathInWords(t, category.path)}
      backAction={{ content: t("Routing"), onAction: onLeave }}
    >
      <SaveBar id="route" open={isDirty}>
        <button type="button" variant="primary" onClick={ask}>
          {t("Save")}
        </button>
        <button type="button" onClick={() => setDraft(saved)}>
          {t("Discard")}
        </button>
      </SaveBar>
      <BlockStack gap="400">
        {general !== null && (
          <Banner tone="critical" title={t("The route could not be saved")}>
            {isMarked(general) ? t("Correct what is marked below.") : general.message}
          </Banner>
        )}
        <Card>
          <ChoiceList
            title={t("Products of this category, and of those below it")}
            choices={[
              { value: "none", label: t("As the category above says"), helpText: aboveInWords(t, props) },
              { value: "route", label: t("Go to {{store}}", { store: store.name }) },
              {
                value: "not-here",
                label: t("Do not go to {{store}}", { store: store.name }),
                helpText: t("Whatever a category above says."),
              },
            ]}
            selected={[draft.change]}
            onChange={([change]) => {
              if (change === "none" || change === "route" || change === "not-here") setDraft({ ...draft, change });
            }}
          />
        </Card>
        {draft.change === "route" && (
          <SettingsFields
            storeId={store.id}
            draft={draft}
            choices={choices}
            currencyCode={store.currencyCode}
            problem={problem}
            onChange={setDraft}
          />
        )}
        <Text as="p" tone="subdued">
          {t(
            "Products follow a changed route with their next approval. What no longer goes to the store is archived there, unpublished or left as it is, as the store's settings under Reconciliation say.",
          )}
        </Text>
      </BlockStack>
      <ChangeDialog
        isOpen={isAsking && isDirty}
        storeName={store.name}
        preview={preview}
        isSaving={isSaving}
        onSave={save}
        onClose={() => setIsAsking(false)}
      />
    </Page>
  );
}

/** Whether all that is wrong is told beside the fields. */
const isMarked = ({ errors }: SentProblem): boolean =>
  errors.length > 0 && errors.every(({ field }) => MARKED_FIELDS.has(routeFieldOf(field)));

function aboveInWords(t: Texts, { own, decidedBy, store }: RouteEditorProps): string {
  if (own !== null) return t("The nearest category above that says something of this store decides.");
  if (decidedBy === null)
    return t("No category above says anything of {{store}}: they do not go there.", { store: store.name });
  return t("{{category}} decides.", { category: pathInWords(t, decidedBy.path) });
}
