import { loadTexts } from "#app/components/texts/load-texts.ts";
import { createTexts, textsOf, type Texts } from "#app/components/texts/texts.ts";

/** Texts of the pages as an English viewer reads them. */
export const english = textsOf(createTexts("en"));

/** The same as a German viewer reads them. */
export const inGerman = async (): Promise<Texts> => textsOf(await loadTexts("de"));
