import { OverlayElement } from "./overlay-element.ts";

/**
 * `ui-modal`, shown inside of the app's page. (The real one lies over the whole admin; what the app can observe is the
 * same: `content` to render into, buttons of its title bar, `show` and `hide`.)
 */
export class ModalElement extends OverlayElement {
  readonly content = document.createElement("div");
  readonly #dialog = document.createElement("dialog");
  readonly #heading = document.createElement("h2");
  readonly #buttons = document.createElement("div");

  constructor() {
    super();
    this.#dialog.className = "simulated-modal";
    this.#buttons.className = "simulated-modal-buttons";
    this.#dialog.append(this.#heading, this.content, this.#buttons);
    // Escape closes a dialog without asking; the app has to hear of it.
    this.#dialog.addEventListener("close", () => void this.hide());
  }

  get variant(): string {
    return this.getAttribute("variant") ?? "base";
  }

  protected override present(): void {
    const titleBar = this.querySelector("ui-title-bar");
    this.#heading.textContent = titleBar?.getAttribute("title") ?? "";
    this.#buttons.replaceChildren(...[...(titleBar?.querySelectorAll("button") ?? [])].map(copyOf));
    this.#dialog.dataset["variant"] = this.variant;
    document.body.append(this.#dialog);
    this.#dialog.showModal();
  }

  protected override withdraw(): void {
    this.#dialog.close();
    this.#dialog.remove();
  }
}

function copyOf(original: HTMLButtonElement): HTMLButtonElement {
  const copy = document.createElement("button");
  copy.type = "button";
  copy.textContent = original.textContent;
  copy.disabled = original.disabled;
  if (original.getAttribute("variant") === "primary") copy.className = "primary";
  copy.addEventListener("click", () => original.click());
  return copy;
}
