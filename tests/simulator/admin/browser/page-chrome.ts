import type { AdminChannel } from "./admin-channel.ts";
import type { AppMessage } from "./messages.ts";
import type { OverlayElement } from "./overlay-element.ts";
import { createShownButtons } from "./shown-buttons.ts";

const HIDDEN = "ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, ui-modal { display: none !important }";
const WATCHED = "ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, title";
const FRAME_PARAMETERS = ["id_token", "shop", "host", "embedded", "session", "hmac", "locale", "timestamp", "protocol"];

/**
 * Shows in the admin what the page declares: navigation, title bar with its buttons, save bar, its address. Follows every
 * change of the document, and brings the admin's clicks back to the page's own elements.
 */
export function mirrorPageChrome(channel: AdminChannel, frameParameters: Readonly<Record<string, string>>): void {
  const style = document.createElement("style");
  style.textContent = HIDDEN;
  document.head.append(style);
  const buttons = createShownButtons();
  const lastSent = new Map<AppMessage["kind"], string>();
  const sendChanged = (message: AppMessage) => {
    const text = JSON.stringify(message);
    if (lastSent.get(message.kind) === text) return;
    lastSent.set(message.kind, text);
    channel.send(message);
  };

  const mirror = () => {
    const navigation = document.querySelector("ui-nav-menu, s-app-nav");
    if (navigation !== null) sendChanged({ kind: "navigation", links: linksOf(navigation) });
    const titleBar = [...document.querySelectorAll("ui-title-bar")].find((bar) => bar.closest("ui-modal") === null);
    sendChanged({
      kind: "title-bar",
      title: titleBar?.getAttribute("title") ?? document.title,
      actions: titleBar === undefined ? [] : buttons.describe(titleBar),
    });
    const saveBar = [...document.querySelectorAll<OverlayElement>("ui-save-bar")].find((bar) => bar.showing);
    sendChanged({
      kind: "save-bar",
      isShown: saveBar !== undefined,
      actions: saveBar === undefined ? [] : buttons.describe(saveBar),
    });
    sendChanged({ kind: "location", path: addressOf(window.location) });
  };

  let isScheduled = false;
  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(() => {
      isScheduled = false;
      mirror();
    });
  };
  new MutationObserver((changes) => {
    if (changes.some((change) => touchesChrome(change))) schedule();
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  document.addEventListener("show", schedule, true);
  document.addEventListener("hide", schedule, true);
  followHistory(schedule);
  channel.listen((message) => {
    if (message.kind === "navigate") navigateTo(message.path, frameParameters);
    if (message.kind === "action") buttons.press(message.id);
  });
  schedule();
}

function touchesChrome(change: MutationRecord): boolean {
  const target = change.target instanceof Element ? change.target : change.target.parentElement;
  if (target !== null && target.closest(WATCHED) !== null) return true;
  const moved = [...change.addedNodes, ...change.removedNodes];
  return moved.some(
    (node) => node instanceof Element && (node.matches(WATCHED) || node.querySelector(WATCHED) !== null),
  );
}

function linksOf(navigation: Element): { label: string; path: string }[] {
  return [...navigation.querySelectorAll("a, s-link")]
    .filter((link) => link.getAttribute("rel") !== "home")
    .map((link) => ({ label: link.textContent.trim(), path: link.getAttribute("href") ?? "/" }));
}

/** The page's address as the admin shows it: without what only the frame needs. */
function addressOf(location: { readonly pathname: string; readonly search: string }): string {
  const search = new URLSearchParams(location.search);
  for (const name of FRAME_PARAMETERS) search.delete(name);
  return search.size === 0 ? location.pathname : `${location.pathname}?${search}`;
}

function navigateTo(path: string, frameParameters: Readonly<Record<string, string>>): void {
  const links = document.querySelectorAll("ui-nav-menu :is(a, s-link), s-app-nav :is(a, s-link)");
  const link = [...links].find((candidate) => candidate.getAttribute("href") === path);
  if (link instanceof HTMLAnchorElement) link.click();
  else if (link !== undefined) link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true }));
  else {
    const url = new URL(path, window.location.origin);
    for (const [name, value] of Object.entries(frameParameters)) url.searchParams.set(name, value);
    window.location.assign(url);
  }
}

function followHistory(changed: () => void): void {
  for (const method of ["pushState", "replaceState"] as const) {
    const plain = window.history[method].bind(window.history);
    window.history[method] = (...values) => {
      plain(...values);
      changed();
    };
  }
  window.addEventListener("popstate", changed);
}
