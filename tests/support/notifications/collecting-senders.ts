import type { GuardedPost } from "#app/platform/outbound/post-guarded.server.ts";
import type { Mail } from "#app/platform/outbound/send-mail.server.ts";
import type { SendOutcome } from "#app/platform/outbound/send-outcome.ts";
import type { Senders } from "#app/platform/outbound/senders.server.ts";

export const OK: SendOutcome = { kind: "answered", statusCode: 200, excerpt: "ok", retryAfterSeconds: null };
export const DOWN: SendOutcome = { kind: "failed", because: "The receiver refuses connections." };

export interface CollectingSenders extends Senders {
  /** What was sent, in order. */
  posts: GuardedPost[];
  mails: Mail[];
  /** How receivers answer from now on. */
  answer(by: (post: GuardedPost) => SendOutcome): void;
}

/** The ways out of the product, ending at a list. */
export function collectSenders(): CollectingSenders {
  let answerBy: (post: GuardedPost) => SendOutcome = () => OK;
  const posts: GuardedPost[] = [];
  const mails: Mail[] = [];
  return {
    posts,
    mails,
    answer(by) {
      answerBy = by;
    },
    post(post) {
      posts.push(post);
      return Promise.resolve(answerBy(post));
    },
    mail(mail) {
      mails.push(mail);
      return Promise.resolve(OK);
    },
  };
}
