import { said, type Texts } from "../texts/texts.ts";

/** Why what was sent was refused. */
export interface SentProblem {
  message: string;
  errors: readonly { field: string; message: string }[];
}

/** What is wrong with a field, for its own message. */
export function errorOf(t: Texts, problem: SentProblem | null, field: string): string | false {
  const error = problem?.errors.find((one) => one.field === field);
  return error !== undefined && said(t, error.message);
}
