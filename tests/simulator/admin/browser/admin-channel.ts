import { isAdminMessage, type AdminMessage, type AppMessage, type Envelope } from "./messages.ts";

/** The app page's side of the line to the admin in the frame above. */
export interface AdminChannel {
  send(message: AppMessage): void;
  listen(listener: (message: AdminMessage) => void): void;
  idToken(): Promise<string>;
}

export function openAdminChannel(adminOrigin: string): AdminChannel {
  const waiting = new Map<number, (token: string) => void>();
  let lastRequestId = 0;
  const send = (message: AppMessage) => {
    const envelope: Envelope<AppMessage> = { simulatedAdmin: message };
    window.parent.postMessage(envelope, adminOrigin);
  };
  const listen = (listener: (message: AdminMessage) => void) => {
    window.addEventListener("message", (event: MessageEvent<unknown>) => {
      if (event.origin === adminOrigin && isAdminMessage(event.data)) listener(event.data.simulatedAdmin);
    });
  };
  listen((message) => {
    if (message.kind !== "id-token") return;
    waiting.get(message.requestId)?.(message.token);
    waiting.delete(message.requestId);
  });
  return {
    send,
    listen,
    idToken: () =>
      new Promise((resolve) => {
        lastRequestId += 1;
        waiting.set(lastRequestId, resolve);
        send({ kind: "id-token", requestId: lastRequestId });
      }),
  };
}
