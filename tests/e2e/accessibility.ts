import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import type { AxeResults } from "axe-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with the app's page as it is now, one line each; a page of the product has nothing. */
export async function findAccessibilityFaults(page: Page): Promise<string[]> {
  const app = page.frame({ name: "app" });
  if (app === null) throw new Error("The admin shows no app.");
  await app.evaluate(AXE);
  const { violations } = await app.evaluate(runAxe);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")}: ${failureSummary ?? ""}`),
  );
}

declare global {
  interface Window {
    axe: { run: (options: object) => Promise<AxeResults> };
  }
}

/** In the browser. */
const runAxe = () => window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
