import type { AdminAction } from "./messages.ts";

/** Names under which the admin shows buttons of the app's page, so that its clicks find their way back. */
export interface ShownButtons {
  describe(container: Element): AdminAction[];
  press(id: string): void;
}

export function createShownButtons(): ShownButtons {
  const idOf = new WeakMap<HTMLElement, string>();
  const shown = new Map<string, HTMLElement>();
  let lastNumber = 0;
  return {
    describe(container) {
      const buttons = [...container.querySelectorAll<HTMLElement>("button, a, s-button")];
      return buttons.map((button) => {
        const known = idOf.get(button);
        const id = known ?? `button-${(lastNumber += 1)}`;
        idOf.set(button, id);
        shown.set(id, button);
        return {
          id,
          label: button.textContent.trim() || button.getAttribute("aria-label") || "Action",
          isPrimary: button.getAttribute("variant") === "primary",
          isDisabled: button.hasAttribute("disabled"),
          isDestructive: button.getAttribute("tone") === "critical",
        };
      });
    },
    press(id) {
      const button = shown.get(id);
      if (button?.isConnected) button.click();
    },
  };
}
