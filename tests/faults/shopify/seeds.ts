/** Does something for the seeds from 1 on, so many at once, and answers what came of each in their order. */
export async function forSeeds<Answer>(
  { seeds, atOnce }: { readonly seeds: number; readonly atOnce: number },
  work: (seed: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  while (answers.length < seeds) {
    const size = Math.min(atOnce, seeds - answers.length);
    answers.push(...(await Promise.all(Array.from({ length: size }, (_, index) => work(answers.length + index + 1)))));
  }
  return answers;
}
