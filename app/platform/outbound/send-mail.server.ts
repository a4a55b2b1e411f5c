import { createTransport } from "nodemailer";
import type { SendOutcome } from "./send-outcome.ts";

export interface Mail {
  to: readonly string[];
  subject: string;
  text: string;
  /** The same at each try, so that a mailbox can tell a repetition. */
  messageId: string;
}

export interface MailSettings {
  /** `smtps://user:password@host:465`, or `smtp://` with STARTTLS where the server offers it; undefined: no mail is sent. */
  smtpUrl: string | undefined;
  from: string | undefined;
}

const TIMEOUT_MS = 10_000;

/** Hands a mail to the operator's mail server. Never throws: what came of it is the outcome. */
export async function sendMail(mail: Mail, { smtpUrl, from }: MailSettings): Promise<SendOutcome> {
  if (smtpUrl === undefined || from === undefined)
    return { kind: "failed", because: "No mail server is set up: the operator sets SMTP_URL and MAIL_FROM." };
  const limits = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({ url: smtpUrl, ...limits, disableFileAccess: true, disableUrlAccess: true });
  const late = AbortSignal.timeout(TIMEOUT_MS);
  late.addEventListener("abort", () => transport.close(), { once: true });
  try {
    const { response } = await Promise.race([
      transport.sendMail({ from, to: [...mail.to], subject: mail.subject, text: mail.text, messageId: mail.messageId }),
      endOf(late),
    ]);
    return {
      kind: "answered",
      statusCode: Number.parseInt(response, 10) || 250,
      excerpt: response.slice(0, 500),
      retryAfterSeconds: null,
    };
  } catch (error) {
    return outcomeOf(error);
  } finally {
    transport.close();
  }
}

const endOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const fail = () => reject(new Error("The mail server did not answer within ten seconds."));
    signal.addEventListener("abort", fail, { once: true });
  });

function outcomeOf(error: unknown): SendOutcome {
  if (!(error instanceof Error)) return { kind: "failed", because: "The mail could not be sent." };
  const statusCode = "responseCode" in error && typeof error.responseCode === "number" ? error.responseCode : null;
  const response = "response" in error && typeof error.response === "string" ? error.response.slice(0, 500) : "";
  if (statusCode !== null) return { kind: "answered", statusCode, excerpt: response, retryAfterSeconds: null };
  return { kind: "failed", because: error.message.slice(0, 300) };
}
