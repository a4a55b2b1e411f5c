import { REFUSAL_WORDS } from "#app/domain/uploads/failures/retry-refusals.ts";
import { english } from "./english.ts";
import approvals from "./de/approvals.json";
import batches from "./de/batches.json";
import common from "./de/common.json";
import explanations from "./de/failures.json";
import home from "./de/home.json";
import inventory from "./de/inventory.json";
import members from "./de/members.json";
import notifications from "./de/notifications.json";
import reconciliation from "./de/reconciliation.json";
import routing from "./de/routing.json";
import said from "./de/said.json";
import settings from "./de/settings.json";
import stores from "./de/stores.json";
import words from "./de/words.json";

/** The texts of the pages in German. Keys are the English texts; what counts something has a form for one and for many. */
export const german = {
  ...common,
  ...words,
  ...home,
  ...approvals,
  ...batches,
  ...inventory,
  ...reconciliation,
  ...routing,
  ...members,
  ...notifications,
  ...stores,
  ...settings,
};

/** What `explainError` and `explainWarning` say, by the English text. */
export const germanExplanations: Readonly<Record<string, string>> = explanations;

/** What else the server says to people, by its English, with the same values in it. */
export const germanSaid: Readonly<Record<string, string>> = {
  ...explanations,
  ...said,
  ...Object.fromEntries(
    Object.values(REFUSAL_WORDS).flatMap((told) => [
      [english[`${told}_one`], german[`${told}_one`]],
      [english[`${told}_other`], german[`${told}_other`]],
    ]),
  ),
};
