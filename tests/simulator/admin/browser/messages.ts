export interface AdminLink {
  readonly label: string;
  readonly path: string;
}

export interface AdminAction {
  readonly id: string;
  readonly label: string;
  readonly isPrimary: boolean;
  readonly isDisabled: boolean;
  readonly isDestructive: boolean;
}

/** What the app's page tells the admin around it. */
export type AppMessage =
  | { readonly kind: "id-token"; readonly requestId: number }
  | { readonly kind: "ready" }
  | { readonly kind: "loading"; readonly isLoading: boolean }
  | { readonly kind: "location"; readonly path: string }
  | { readonly kind: "navigation"; readonly links: readonly AdminLink[] }
  | { readonly kind: "title-bar"; readonly title: string; readonly actions: readonly AdminAction[] }
  | { readonly kind: "save-bar"; readonly isShown: boolean; readonly actions: readonly AdminAction[] }
  | { readonly kind: "open-admin"; readonly url: string; readonly isNewTab: boolean }
  | {
      readonly kind: "toast";
      readonly toastId: string;
      readonly text: string;
      readonly isError: boolean;
      readonly durationMs: number;
      readonly action: string | null;
    }
  | { readonly kind: "hide-toast"; readonly toastId: string };

/** What the admin tells the app's page. */
export type AdminMessage =
  | { readonly kind: "id-token"; readonly requestId: number; readonly token: string }
  | { readonly kind: "navigate"; readonly path: string }
  | { readonly kind: "action"; readonly id: string }
  | { readonly kind: "toast-action"; readonly toastId: string }
  | { readonly kind: "toast-dismissed"; readonly toastId: string };

/** Marks our messages among those of browser extensions and development tools. */
export interface Envelope<Message> {
  readonly simulatedAdmin: Message;
}

/** Who posted is checked by origin and window; what our own two scripts post has the types above. */
export const isAppMessage = (posted: unknown): posted is Envelope<AppMessage> => isEnvelope(posted);
export const isAdminMessage = (posted: unknown): posted is Envelope<AdminMessage> => isEnvelope(posted);

function isEnvelope(posted: unknown): boolean {
  return typeof posted === "object" && posted !== null && "simulatedAdmin" in posted;
}
