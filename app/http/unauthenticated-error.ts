import { AppError } from "#app/platform/errors.ts";

/** Nobody is known to ask: no token, or one that was never ours or was revoked. */
export class UnauthenticatedError extends AppError {
  constructor() {
    super({
      code: "token.invalid",
      publicMessage:
        "Send a valid API token as `Authorization: Bearer crt_…`. An owner of your organization can make one.",
    });
  }
}
