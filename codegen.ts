import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { CodegenConfig } from "@graphql-codegen/cli";
import { ApiType, pluckConfig, preset } from "@shopify/api-codegen-preset";
import { buildClientSchema, type IntrospectionQuery } from "graphql";

const SCHEMA = "app/shopify/schema/admin_2026-10.introspection.json.gz";
const loader = () =>
  buildClientSchema((JSON.parse(gunzipSync(readFileSync(SCHEMA)).toString()) as { data: IntrospectionQuery }).data);

export default {
  schema: { [SCHEMA]: { loader } },
  documents: ["app/shopify/operations/*.ts"],
  pluckConfig,
  generates: {
    "app/generated/admin/admin.types.d.ts": { plugins: ["typescript"], config: { enumsAsTypes: true } },
    "app/generated/admin/admin.generated.d.ts": { preset, presetConfig: { apiType: ApiType.Admin } },
  },
} as unknown as CodegenConfig;
