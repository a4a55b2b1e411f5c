import { postGuarded, type GuardedPost } from "./post-guarded.server.ts";
import { sendMail, type Mail, type MailSettings } from "./send-mail.server.ts";
import type { SendOutcome } from "./send-outcome.ts";

/** The ways in which a message leaves the product. Neither ever throws. */
export interface Senders {
  post(post: GuardedPost): Promise<SendOutcome>;
  mail(mail: Mail): Promise<SendOutcome>;
}

export const openSenders = ({
  trustedHosts,
  ...mailSettings
}: MailSettings & { trustedHosts: readonly string[] }): Senders => ({
  post: (post) => postGuarded(post, { trustedHosts }),
  mail: (mail) => sendMail(mail, mailSettings),
});
