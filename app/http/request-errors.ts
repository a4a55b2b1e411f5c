import { AppError, InvalidInputError } from "#app/platform/errors.ts";

/** Nobody is known to ask: no token, or one that was never ours or was revoked. */
export class UnauthenticatedError extends AppError {
  constructor() {
    super({
      code: "token.invalid",
      publicMessage:
        "Send a valid API token as `Authorization: Bearer crt_…`. An owner of your organization makes one in the app, under API access.",
    });
  }
}

/** The body is longer than this address reads. */
export class RequestTooLargeError extends InvalidInputError {
  constructor(megabytes: number) {
    super(
      "request.too-large",
      `The body is larger than ${megabytes} MB. Send it in parts, or choose products by a filter instead of by ids.`,
    );
  }
}

/** The body is of a kind that this address does not read. */
export class UnsupportedBodyError extends InvalidInputError {
  constructor(wanted: string) {
    super(
      "request.unsupported-type",
      `This address reads ${wanted}. Send the body so, and say it as its Content-Type.`,
    );
  }
}

/** A token has used up its requests for the moment. */
export class TooManyRequestsError extends AppError {
  constructor(seconds: number) {
    super({
      code: "token.too-many-requests",
      publicMessage: `This token has sent too many requests. Send the next one in ${seconds} seconds.`,
      remedy: { kind: "wait", seconds },
    });
  }
}
