import { createServer, type AddressInfo, type Socket } from "node:net";
import { createInterface } from "node:readline";

export interface SmtpServer {
  readonly url: string;
  /** What was handed over, with headers. */
  readonly mails: readonly string[];
  readonly recipients: readonly string[];
  close(): Promise<void>;
}

/** A mail server that takes every mail, refuses every recipient, or says nothing at all. */
export async function serveSmtp(manner: "takes" | "refuses" | "is silent"): Promise<SmtpServer> {
  const mails: string[] = [];
  const recipients: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => undefined);
    if (manner === "is silent") return;
    const say = (line: string) => socket.write(`${line}\r\n`);
    let text: string[] | null = null;
    say("220 mail.example ESMTP");
    createInterface({ input: socket }).on("line", (line) => {
      if (text !== null && line !== ".") return void text.push(line);
      if (text !== null) {
        mails.push(text.join("\n"));
        text = null;
        return void say("250 2.0.0 taken");
      }
      if (line.startsWith("DATA")) {
        text = [];
        return void say("354 go on");
      }
      if (line.startsWith("RCPT")) {
        recipients.push(line);
        return void say(manner === "takes" ? "250 ok" : "550 5.1.1 no such mailbox");
      }
      say(line.startsWith("QUIT") ? "221 bye" : "250 mail.example");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    recipients,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
