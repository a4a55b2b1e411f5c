/** What something can be done to. */
export const subjectTypes = [
  "approval",
  "batch",
  "category",
  "code",
  "import",
  "inventory-run",
  "member",
  "notification-rule",
  "organization",
  "product",
  "route",
  "store",
  "token",
] as const;

export type SubjectType = (typeof subjectTypes)[number];
