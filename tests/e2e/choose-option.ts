import type { FrameLocator } from "playwright-core";

/**
 * Chooses a radio button by its label, once it stands still: Polaris hides the input itself, and a click that is
 * forced onto it goes astray while a dialog still moves in.
 */
export async function chooseOption(app: FrameLocator, label: string | RegExp): Promise<void> {
  const option = app.getByRole("radio", typeof label === "string" ? { name: label, exact: true } : { name: label });
  const id = await option.getAttribute("id");
  await app.locator(`label[for="${id}"]`).click();
}
