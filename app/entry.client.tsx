import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { loadTexts } from "#app/components/texts/load-texts.ts";
import { LANGUAGES } from "#app/components/texts/texts.ts";

/** Brings the page alive in the language in which the server wrote it. */
async function hydrate(): Promise<void> {
  const language = LANGUAGES.find((known) => known === document.documentElement.lang) ?? "en";
  const texts = await loadTexts(language);
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <I18nextProvider i18n={texts}>
          <RemixBrowser />
        </I18nextProvider>
      </StrictMode>,
    );
  });
}

void hydrate();
