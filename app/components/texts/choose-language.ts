import { LANGUAGES, type Language } from "./texts.ts";

/**
 * The language of a page: the one that Shopify's admin names in `locale` (for example "de-DE"), else the first of the
 * browser's that there is, else English.
 */
export function chooseLanguage(request: Request): Language {
  const ofAdmin = new URL(request.url).searchParams.get("locale") ?? "";
  const ofBrowser = (request.headers.get("Accept-Language") ?? "").split(",");
  for (const wanted of [ofAdmin, ...ofBrowser]) {
    const language = LANGUAGES.find((known) => new RegExp(`^\\s*${known}\\b`, "i").test(wanted));
    if (language !== undefined) return language;
  }
  return "en";
}
