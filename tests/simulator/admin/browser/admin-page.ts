import { isAppMessage, type AdminAction, type AdminMessage, type AppMessage, type Envelope } from "./messages.ts";
import { showToast } from "./toast-shelf.ts";

const frame = requireElement("app-frame", HTMLIFrameElement);
const appOrigin = new URL(frame.src).origin;
const { tokenUrl = "", appPath = "" } = frame.dataset;

function post(message: AdminMessage): void {
  const envelope: Envelope<AdminMessage> = { simulatedAdmin: message };
  frame.contentWindow?.postMessage(envelope, appOrigin);
}

window.addEventListener("message", (event: MessageEvent<unknown>) => {
  if (event.origin !== appOrigin || event.source !== frame.contentWindow || !isAppMessage(event.data)) return;
  void answer(event.data.simulatedAdmin);
});

async function answer(message: AppMessage): Promise<void> {
  switch (message.kind) {
    case "id-token": {
      const response = await fetch(tokenUrl, { method: "POST" });
      if (!response.ok) throw new Error(`The simulated admin gave no session token: ${await response.text()}`);
      post({ kind: "id-token", requestId: message.requestId, token: await response.text() });
      return;
    }
    case "ready":
      document.body.dataset["app"] = "ready";
      return;
    case "loading":
      document.body.toggleAttribute("data-loading", message.isLoading);
      return;
    case "location":
      window.history.replaceState(null, "", `${appPath}${message.path}`);
      markCurrent(message.path);
      return;
    case "navigation":
      requireElement("app-navigation", HTMLElement).replaceChildren(...message.links.map(navigationItem));
      markCurrent(window.location.pathname.slice(appPath.length));
      return;
    case "title-bar":
      requireElement("app-title", HTMLElement).textContent = message.title;
      showActions("app-actions", message.actions);
      return;
    case "save-bar":
      requireElement("save-bar", HTMLElement).hidden = !message.isShown;
      showActions("save-actions", message.actions);
      return;
    case "open-admin":
      if (message.isNewTab) window.open(message.url, "_blank", "noopener");
      else window.location.assign(message.url);
      return;
    case "toast":
      showToast(requireElement("toasts", HTMLElement), message, {
        pressed: () => post({ kind: "toast-action", toastId: message.toastId }),
        gone: () => post({ kind: "toast-dismissed", toastId: message.toastId }),
      });
      return;
    case "hide-toast":
      document.getElementById(message.toastId)?.remove();
  }
}

function navigationItem(link: { label: string; path: string }): HTMLElement {
  const item = document.createElement("li");
  const anchor = document.createElement("a");
  anchor.href = `${appPath}${link.path}`;
  anchor.dataset["path"] = link.path;
  anchor.textContent = link.label;
  anchor.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    post({ kind: "navigate", path: link.path });
  });
  item.append(anchor);
  return item;
}

function markCurrent(path: string): void {
  const pathname = path.replace(/\?.*$/, "");
  for (const anchor of document.querySelectorAll<HTMLAnchorElement>("#app-navigation a")) {
    const own = anchor.dataset["path"]?.replace(/\?.*$/, "") ?? "";
    if (own !== "" && (pathname === own || pathname.startsWith(`${own}/`))) anchor.setAttribute("aria-current", "page");
    else anchor.removeAttribute("aria-current");
  }
}

function showActions(containerId: string, actions: readonly AdminAction[]): void {
  const buttons = actions.map((action) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action.label;
    button.disabled = action.isDisabled;
    button.classList.toggle("primary", action.isPrimary);
    button.classList.toggle("danger", action.isDestructive);
    button.addEventListener("click", () => post({ kind: "action", id: action.id }));
    return button;
  });
  requireElement(containerId, HTMLElement).replaceChildren(...buttons);
}

function requireElement<E extends HTMLElement>(id: string, type: new () => E): E {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`The admin page has no element "${id}"`);
  return element;
}
