/** Why what was sent was refused. */
export interface SentProblem {
  message: string;
  errors: readonly { field: string; message: string }[];
}

/** What is wrong with a field, for its own message. */
export const errorOf = (problem: SentProblem | null, field: string): string | false =>
  problem?.errors.find((error) => error.field === field)?.message ?? false;
