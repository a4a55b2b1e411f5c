import { OverlayElement } from "./overlay-element.ts";

/**
 * Forms with `data-save-bar` get a save bar of their own as soon as something in them changes: Save submits the form,
 * Discard resets it. Shopify: "Save Bar" of App Bridge.
 */
export function watchFormsForSaveBar(): void {
  const barOf = new WeakMap<HTMLFormElement, OverlayElement>();
  const formOf = (event: Event) => {
    const form = event.target instanceof Element ? event.target.closest("form") : null;
    return form?.hasAttribute("data-save-bar") === true ? form : null;
  };
  const showBar = (event: Event) => {
    const form = formOf(event);
    if (form === null) return;
    const bar = barOf.get(form) ?? makeBar(form);
    if (bar === null) return;
    barOf.set(form, bar);
    void bar.show();
  };
  const hideBar = (event: Event) => {
    const form = formOf(event);
    if (form !== null) void barOf.get(form)?.hide();
  };
  document.addEventListener("input", showBar);
  document.addEventListener("change", showBar);
  document.addEventListener("submit", hideBar);
  document.addEventListener("reset", hideBar);
}

function makeBar(form: HTMLFormElement): OverlayElement | null {
  const bar = document.createElement("ui-save-bar");
  if (!(bar instanceof OverlayElement)) return null;
  bar.append(
    makeButton("Save", "primary", () => form.requestSubmit()),
    makeButton("Discard", null, () => form.reset()),
  );
  document.body.append(bar);
  return bar;
}

function makeButton(label: string, variant: string | null, press: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  if (variant !== null) button.setAttribute("variant", variant);
  button.addEventListener("click", press);
  return button;
}
