import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import {
  buildClientSchema,
  GraphQLError,
  type GraphQLSchema,
  type IntrospectionQuery,
  isScalarType,
  Kind,
} from "graphql";

const schemaFile = new URL("../../../app/shopify/schema/admin_2026-10.introspection.json.gz", import.meta.url);

let loaded: GraphQLSchema | undefined;

/** The real Admin schema 2026-10. Loaded once for the process (0.6 s); what it does not know, the simulator refuses. */
export function adminSchema(): GraphQLSchema {
  if (!loaded) {
    const introspection: { data: IntrospectionQuery } = JSON.parse(gunzipSync(readFileSync(schemaFile)).toString());
    loaded = buildClientSchema(introspection.data, { assumeValid: true });
    for (const name of ["Money", "Decimal"]) readAs(loaded, name, readDecimal);
  }
  return loaded;
}

/** Introspection carries no code for scalars: gives one the parser that Shopify has for it. */
function readAs(schema: GraphQLSchema, name: string, read: (value: unknown) => string): void {
  const scalar = schema.getType(name);
  if (!isScalarType(scalar)) throw new Error(`The schema has no scalar ${name}.`);
  scalar.parseValue = read;
  scalar.parseLiteral = (node) => {
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) return read(node.value);
    throw new GraphQLError(`invalid ${name.toLowerCase()} literal`);
  };
}

function readDecimal(value: unknown): string {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "string" && /^\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*$/.test(value)) return value.trim();
  throw new GraphQLError(`invalid decimal '${String(value)}'`);
}
