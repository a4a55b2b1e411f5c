import type { AppProviderProps } from "@shopify/polaris";
import { useMemo, type ReactElement } from "react";
import { Trans, useTranslation } from "react-i18next";
import { textsOf, type Text, type Texts, type Values } from "./texts.ts";

/** The texts of the page in the viewer's language. */
export function useTexts(): Texts {
  const { i18n } = useTranslation();
  return useMemo(() => textsOf(i18n), [i18n]);
}

/** Says in the viewer's language what `explainError` and `explainWarning` tell in English. */
export function useExplained(): (explanation: string) => string {
  const { i18n } = useTranslation();
  return useMemo(() => (explanation) => i18n.t(explanation), [i18n]);
}

type PolarisTexts = NonNullable<AppProviderProps["i18n"]>;

/** `loadTexts` puts nothing else there. */
const isOfPolaris = (texts: unknown): texts is PolarisTexts => typeof texts === "object" && texts !== null;

/** The texts that Polaris says itself, for its provider; none in English, which it knows. */
export function usePolarisTexts(): { i18n?: PolarisTexts } {
  const { i18n } = useTranslation();
  const texts: unknown = i18n.getResourceBundle(i18n.language, "polaris");
  return isOfPolaris(texts) ? { i18n: texts } : {};
}

interface PhraseProps {
  text: Text;
  values?: Values;
  /** What stands where the text has a tag: `{ products: <Link url="…" /> }` for "See <products>them</products>". */
  parts: Readonly<Record<string, ReactElement>>;
}

/** A text with elements in it. */
export function Phrase({ text, values = {}, parts }: PhraseProps) {
  // The type of all texts is more than the types of this component can work with.
  const key: string = text;
  return <Trans i18nKey={key} defaults={key} values={values} components={parts} />;
}
