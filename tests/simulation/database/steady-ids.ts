const GENERATED = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const STEADY = "00000000-0000-7000-8000-";

/**
 * Ids that Prisma makes by itself come from a state that no seed reaches. On their way to the database they become
 * numbers in the order of their appearance, the same id always the same number.
 */
export class SteadyIds {
  readonly #known = new Map<string, string>();

  of(value: unknown): unknown {
    if (typeof value !== "string" || !GENERATED.test(value) || value.startsWith(STEADY)) return value;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const steady = `${STEADY}${(this.#known.size + 1).toString(16).padStart(12, "0")}`;
    this.#known.set(value, steady);
    return steady;
  }
}
