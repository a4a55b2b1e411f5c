import type { i18n as I18n } from "i18next";
import { createTexts, type Language } from "./texts.ts";

const loaded = new Map<Language, Promise<I18n>>();

/** The texts in a language, Polaris' own among them; a catalog is fetched only where its language is spoken, and once. */
export function loadTexts(language: Language): Promise<I18n> {
  const texts = loaded.get(language) ?? load(language);
  loaded.set(language, texts);
  return texts;
}

async function load(language: Language): Promise<I18n> {
  if (language === "en") return createTexts("en");
  const [{ german, germanExplanations, germanSaid }, { default: polaris }] = await Promise.all([
    import("./german.ts"),
    import("@shopify/polaris/locales/de.json"),
  ]);
  return createTexts("de", { ...german, ...germanExplanations }, germanSaid).addResourceBundle(
    "de",
    "polaris",
    polaris,
  );
}
