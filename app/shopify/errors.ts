import { AppError, type Remedy } from "#app/platform/errors.ts";
import type { AnswerFacts } from "./answer.ts";

interface ShopifyErrorOptions {
  code: string;
  publicMessage: string;
  remedy: Remedy;
  facts?: AnswerFacts;
  cause?: unknown;
}

/**
 * Whatever Shopify or the way to it can say other than an answer. One subclass per decision of the caller.
 */
export abstract class ShopifyError extends AppError {
  /** Whether a write may have been applied all the same: then look before trying again. */
  abstract readonly isOutcomeUnknown: boolean;
  readonly facts: AnswerFacts;

  constructor({ facts = { cost: null, throttle: null, requestId: null }, ...options }: ShopifyErrorOptions) {
    super(options);
    this.facts = facts;
  }
}

/** The bucket was empty, or HTTP 429. Nothing was done; it is a matter of time. */
export class ThrottledError extends ShopifyError {
  readonly isOutcomeUnknown = false;

  constructor(waitSeconds: number, facts?: AnswerFacts) {
    super({
      code: "shopify.throttled",
      publicMessage: "Shopify asked the app to slow down.",
      remedy: { kind: "wait", seconds: waitSeconds },
      ...(facts ? { facts } : {}),
    });
  }
}

/** The request asks for more points than Shopify allows in one call; it has to be split. */
export class QueryTooExpensiveError extends ShopifyError {
  readonly isOutcomeUnknown = false;

  constructor(message: string, facts?: AnswerFacts) {
    super({
      code: "shopify.query-too-expensive",
      publicMessage: `Shopify refused the request as too large: ${message}`,
      remedy: { kind: "none" },
      ...(facts ? { facts } : {}),
    });
  }
}

/** The shop may create no more variants today. */
export class DailyVariantLimitError extends ShopifyError {
  readonly isOutcomeUnknown = false;

  constructor(facts?: AnswerFacts) {
    super({
      code: "shopify.daily-variant-limit",
      publicMessage: "The shop has reached Shopify's limit of new variants for today.",
      remedy: { kind: "wait", seconds: 3600 },
      ...(facts ? { facts } : {}),
    });
  }
}

/** The token no longer opens the shop: it was revoked, or the app was uninstalled. */
export class StoreAccessError extends ShopifyError {
  readonly isOutcomeUnknown = false;

  constructor(publicMessage: string, facts?: AnswerFacts) {
    super({
      code: "shopify.access-revoked",
      publicMessage,
      remedy: { kind: "reconnect-store" },
      ...(facts ? { facts } : {}),
    });
  }
}

/** Why a shop answers nobody; each is a code of its own. */
export type StoreUnavailability = "frozen" | "forbidden" | "not-found" | "locked" | "inactive" | "redirected";

const UNAVAILABLE_SHOPS: Record<StoreUnavailability, string> = {
  frozen: "The shop is frozen until its owner pays Shopify's bill.",
  forbidden: "The shop does not let the app in at the moment.",
  "not-found": "There is no shop at this address at the moment.",
  locked: "Shopify has locked the shop.",
  inactive: "The shop is closed or paused.",
  redirected: "Shopify sends the app to another address than the shop's.",
};

/** The shop as a whole answers nobody for a while. The token is as good as before, and nothing was done. */
export class StoreUnavailableError extends ShopifyError {
  readonly isOutcomeUnknown = false;

  constructor(why: StoreUnavailability, facts?: AnswerFacts) {
    super({
      code: `shopify.store-${why}`,
      publicMessage: UNAVAILABLE_SHOPS[why],
      remedy: { kind: "wait", seconds: 60 },
      ...(facts ? { facts } : {}),
    });
  }
}

/** A scope is missing; another token will not help, a new grant will. */
export class MissingScopeError extends ShopifyError {
  readonly isOutcomeUnknown = false;

  constructor(message: string, facts?: AnswerFacts) {
    super({
      code: "shopify.missing-scope",
      publicMessage: `The app lacks an access scope in this shop: ${message}`,
      remedy: { kind: "reconnect-store" },
      ...(facts ? { facts } : {}),
    });
  }
}

/** No connection was made, so nothing was sent. */
export class UnreachableError extends ShopifyError {
  readonly isOutcomeUnknown = false;

  constructor(cause: unknown) {
    super({
      code: "shopify.unreachable",
      publicMessage: "Shopify could not be reached.",
      remedy: { kind: "retry" },
      cause,
    });
  }
}

/** The request went out and no whole answer came back. */
export class NoAnswerError extends ShopifyError {
  readonly isOutcomeUnknown = true;

  constructor(cause: unknown) {
    super({
      code: "shopify.no-answer",
      publicMessage: "Shopify's answer did not arrive.",
      remedy: { kind: "retry" },
      cause,
    });
  }
}

/** Shopify failed inside, with a status or an internal error; it may have happened after the write. */
export class ShopifyFailureError extends ShopifyError {
  readonly isOutcomeUnknown = true;

  constructor(message: string, facts?: AnswerFacts) {
    super({
      code: "shopify.failure",
      publicMessage: `Shopify reported an error of its own: ${message}`,
      remedy: { kind: "retry" },
      ...(facts ? { facts } : {}),
    });
  }
}

/** A look-up by our identity needs a metafield definition that the shop no longer has. It does not mean "no such product". */
export class IdentityDefinitionMissingError extends ShopifyError {
  readonly isOutcomeUnknown = false;

  constructor(facts?: AnswerFacts) {
    super({
      code: "shopify.identity-definition-missing",
      publicMessage: "The shop lacks the metafield definition that marks the app's products.",
      remedy: { kind: "retry" },
      ...(facts ? { facts } : {}),
    });
  }
}

/** The shop does not take that metafield definition. */
export class IdentityDefinitionRefusedError extends ShopifyError {
  readonly isOutcomeUnknown = false;

  constructor(message: string) {
    super({
      code: "shopify.identity-definition-refused",
      publicMessage: `The shop does not take the metafield definition that marks the app's products: ${message}`,
      remedy: { kind: "retry" },
    });
  }
}

/** An error that is not on record; as far as anybody knows it may have come after the write. */
export class UnknownFaultError extends ShopifyError {
  readonly isOutcomeUnknown = true;

  constructor(message: string, facts?: AnswerFacts) {
    super({
      code: "shopify.unknown-error",
      publicMessage: `Shopify reported an error that the app does not know: ${message}`,
      remedy: { kind: "retry" },
      ...(facts ? { facts } : {}),
    });
  }
}

/** Shopify's schema refuses the request itself: a fault of the app or of its input's form. */
export class RequestRefusedError extends ShopifyError {
  readonly isOutcomeUnknown = false;

  constructor(message: string, facts?: AnswerFacts) {
    super({
      code: "shopify.request-refused",
      publicMessage: `Shopify refused the request: ${message}`,
      remedy: { kind: "none" },
      ...(facts ? { facts } : {}),
    });
  }
}
