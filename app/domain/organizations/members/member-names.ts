import { InvalidInputError } from "#app/platform/errors.ts";

const LONGEST_NAME = 100;

/** @throws {InvalidInputError} for a name that is empty or too long, by its field. */
export function readName(field: string, text: string): string {
  const name = text.trim();
  if (name !== "" && name.length <= LONGEST_NAME) return name;
  const message = name === "" ? "Please fill in a name." : `At most ${LONGEST_NAME} characters.`;
  throw new InvalidInputError("organization.invalid-name", message, [{ field, message }]);
}
