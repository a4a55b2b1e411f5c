import { type UserError, userError } from "../graphql/errors.ts";

/** Collects the userErrors of one mutation. A rule that adds one goes on, so that an answer names all that is wrong. */
export class Refusals {
  readonly errors: UserError[] = [];
  readonly #prefix: readonly string[];
  readonly hasCodes: boolean;

  /** `hasCodes`: whether the mutation's error type carries codes (`UserError` does not). */
  constructor(prefix: readonly string[], hasCodes: boolean) {
    this.#prefix = prefix;
    this.hasCodes = hasCodes;
  }

  get isEmpty(): boolean {
    return this.errors.length === 0;
  }

  add(field: readonly (string | number)[], message: string, code: string): void {
    this.errors.push(userError([...this.#prefix, ...field], message, this.hasCodes ? code : null));
  }
}
