import { isRouteErrorResponse, type ClientActionFunctionArgs } from "@remix-run/react";
import { loadTexts } from "./texts/load-texts.ts";
import { LANGUAGES, textsOf, type Text } from "./texts/texts.ts";

/**
 * A route's `clientAction`: what keeps an action's answer away (the session ended, no connection, the app away) becomes a
 * refusal like any other, shown beside the form. Without it the whole page would give way to an error, and with it all
 * that was entered.
 */
export async function keepEntered({ request, serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  try {
    return await serverAction();
  } catch (error) {
    const words = request.signal.aborted ? null : wordsFor(error);
    if (words === null) throw error;
    const language = LANGUAGES.find((known) => known === document.documentElement.lang) ?? "en";
    const t = textsOf(await loadTexts(language));
    // With a status of failure nothing is loaded anew, which would fail for the same reason.
    return Response.json({ problem: { message: t(words), errors: [] } }, { status: 503 });
  }
}

/** Null for what is an answer, as a redirect, and for what only a page of its own can explain. */
function wordsFor(error: unknown): Text | null {
  if (isRouteErrorResponse(error)) return WORDS_OF_STATUS[error.status] ?? null;
  return error instanceof Error
    ? "The connection was lost before an answer came. What you entered is still here. Look whether it was saved before you send it again."
    : null;
}

const AWAY =
  "Catalog Relay cannot be reached at the moment. What you entered is still here; try again in a few seconds.";

const WORDS_OF_STATUS: Readonly<Record<number, Text>> = {
  401: "Your session in the Shopify admin has ended. Nothing was saved, and what you entered is still here: sign in to Shopify in another tab, then try again.",
  502: AWAY,
  503: AWAY,
  504: AWAY,
};
