import { createInstance, type i18n as I18n } from "i18next";
import { english } from "./english.ts";
import { createSaid } from "./say-again.ts";
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

/**
 * The texts in one language. Only the viewer's catalog is loaded; English needs none. What the server says in English is
 * said again in the language where a text has it as `{{reason, said}}`.
 */
export function createTexts(language: Language, catalog: Catalog = english, said: Catalog = {}): I18n {
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
  const sayAgain = createSaid(said, language);
  texts.services.formatter?.add("said", (told: unknown) => (typeof told === "string" ? sayAgain(told) : ""));
  return texts;
}

export const textsOf =
  ({ t }: I18n): Texts =>
  (text, values = {}) =>
    t(text as string, values);

/** Says in the viewer's language what the server said in English, where it is known. */
export const said = (t: Texts, told: string): string => t("{{told, said}}", { told });
