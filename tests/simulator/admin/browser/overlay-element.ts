/** Element that is shown and hidden by its methods and says so by `show` and `hide` events. */
export class OverlayElement extends HTMLElement {
  #isShown = false;

  get showing(): boolean {
    return this.#isShown;
  }

  async show(): Promise<void> {
    if (this.#isShown) return;
    this.#isShown = true;
    this.present();
    this.dispatchEvent(new Event("show"));
  }

  async hide(): Promise<void> {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.withdraw();
    this.dispatchEvent(new Event("hide"));
  }

  toggle(): Promise<void> {
    return this.#isShown ? this.hide() : this.show();
  }

  disconnectedCallback(): void {
    void this.hide();
  }

  protected present(): void {}

  protected withdraw(): void {}
}

/** Finds a `ui-save-bar` or `ui-modal` by its id. @throws Error when the page has none of that id. */
export function overlayById(id: string): OverlayElement {
  const element = document.getElementById(id);
  if (element instanceof OverlayElement) return element;
  throw new Error(`App Bridge: there is no element with the id "${id}" on this page`);
}
