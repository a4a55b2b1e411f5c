/** What helps: nothing, trying again, waiting, or a person reconnecting the store. */
export type Remedy =
  { kind: "none" } | { kind: "retry" } | { kind: "wait"; seconds: number } | { kind: "reconnect-store" };

export interface AppErrorOptions {
  /** Stable name, `<noun>.<what>`. */
  code: string;
  /** Safe to show to any user of the organization; says what to do. */
  publicMessage: string;
  remedy?: Remedy;
  cause?: unknown;
}

/** An expected failure. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: string;
  readonly publicMessage: string;
  readonly remedy: Remedy;

  constructor({ code, publicMessage, remedy = { kind: "none" }, cause }: AppErrorOptions) {
    super(`${code}: ${publicMessage}`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.publicMessage = publicMessage;
    this.remedy = remedy;
  }
}

/** Absent, or of another organization: the two must not be told apart. */
export class NotFoundError extends AppError {
  constructor(noun: string) {
    super({ code: `${noun}.not-found`, publicMessage: `This ${noun} does not exist, or it is not yours to see.` });
  }
}

export interface FieldProblem {
  field: string;
  message: string;
}

/** The request can never succeed as it was sent. */
export class InvalidInputError extends AppError {
  readonly problems: readonly FieldProblem[];

  constructor(code: string, publicMessage: string, problems: readonly FieldProblem[] = []) {
    super({ code, publicMessage });
    this.problems = problems;
  }
}

/** The person is known, but their role does not allow this. */
export class ForbiddenError extends AppError {
  constructor(code: string, publicMessage: string) {
    super({ code, publicMessage });
  }
}

/** Right at another time: the thing is in a state that does not allow this now. */
export class ConflictError extends AppError {
  constructor(code: string, publicMessage: string) {
    super({ code, publicMessage });
  }
}
