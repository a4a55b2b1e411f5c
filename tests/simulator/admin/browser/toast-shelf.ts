import type { AppMessage } from "./messages.ts";

type ToastMessage = Extract<AppMessage, { kind: "toast" }>;

/** Shows a toast until its time is over or somebody closes it; `gone` is called once, either way. */
export function showToast(
  shelf: HTMLElement,
  message: ToastMessage,
  on: { pressed: () => void; gone: () => void },
): void {
  const toast = document.createElement("div");
  toast.id = message.toastId;
  toast.className = message.isError ? "toast error" : "toast";
  const text = document.createElement("span");
  text.textContent = message.text;
  const remove = () => {
    window.clearTimeout(timer);
    if (!toast.isConnected) return;
    toast.remove();
    on.gone();
  };
  const timer = window.setTimeout(remove, message.durationMs);
  toast.append(text);
  if (message.action !== null) toast.append(button(message.action, on.pressed));
  toast.append(button("Dismiss", remove));
  shelf.append(toast);
}

function button(label: string, press: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  element.addEventListener("click", press);
  return element;
}
