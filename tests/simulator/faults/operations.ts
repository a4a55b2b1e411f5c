import { adminSchema } from "../graphql/schema.ts";

/** What faults can meet beside the root fields of GraphQL documents. `bulk-operation` and `bulk-line` are no calls. */
const otherOperations = ["*", "oauth", "bulk-upload", "bulk-result", "bulk-operation", "bulk-line"];

/** Whether a fault of this operation can ever be met. */
export function isOperation(name: string): boolean {
  if (otherOperations.includes(name)) return true;
  const schema = adminSchema();
  return [schema.getMutationType(), schema.getQueryType()].some((root) => root?.getFields()[name] !== undefined);
}
