import { createInstance, type i18n as I18n } from "i18next";
import { english } from "./english.ts";
import type { german } from "./german.ts";

type WithoutForm<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;

/** An English text of the pages. One that a catalog of another language lacks does not compile. */
export type Text = WithoutForm<keyof typeof german>;

export type Values = Readonly<Record<string, string | number>>;

/** Says a text in the viewer's language: `t("Pause {{name}}?", { name })`, `t("{{count, number}} product", { count })`. */
export type Texts = (text: Text, values?: Values) => string;

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

export type Catalog = Readonly<Record<string, string>>;

/** The texts in one language. Only the viewer's catalog is loaded; English needs none. */
export function createTexts(language: Language, catalog: Catalog = english): I18n {
  const texts = createInstance();
  void texts.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: catalog } },
    // Keys are sentences, in which "." and ":" are signs like others.
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    // React escapes.
    interpolation: { escapeValue: false },
  });
  return texts;
}

export const textsOf =
  ({ t }: I18n): Texts =>
  (text, values = {}) =>
    t(text as string, values);
