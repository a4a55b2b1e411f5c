import type { ShopifyGlobal, ToastOptions } from "@shopify/app-bridge-types";
import type { AdminChannel } from "./admin-channel.ts";

/** `shopify.toast`: short messages that the admin shows for the app. */
export function createToasts(channel: AdminChannel): ShopifyGlobal["toast"] {
  const optionsOf = new Map<string, ToastOptions>();
  let lastNumber = 0;
  channel.listen((message) => {
    if (message.kind === "toast-action") optionsOf.get(message.toastId)?.onAction?.();
    if (message.kind === "toast-dismissed") {
      optionsOf.get(message.toastId)?.onDismiss?.();
      optionsOf.delete(message.toastId);
    }
  });
  return {
    show(text, options = {}) {
      const toastId = `toast-${(lastNumber += 1)}`;
      optionsOf.set(toastId, options);
      channel.send({
        kind: "toast",
        toastId,
        text,
        isError: options.isError ?? false,
        durationMs: options.duration ?? 5_000,
        action: options.action ?? null,
      });
      return toastId;
    },
    hide(toastId) {
      channel.send({ kind: "hide-toast", toastId });
    },
  };
}
