import { z } from "zod";

const ENCRYPTION_KEY = /^[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=$/;

const shape = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: "must name a PostgreSQL 15 or newer, e.g. postgresql://user:password@host:5432/database",
  }),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  SHOPIFY_API_KEY: z.string("is the client id of the Shopify app").min(1),
  SHOPIFY_API_SECRET: z.string("is the client secret of the Shopify app").min(1),
  SHOPIFY_APP_URL: z.url({
    protocol: /^https?$/,
    error: "is the public address of the app, e.g. https://relay.example.com",
  }),
  SCOPES: z.string().default("write_products,write_inventory,read_locations,read_publications,write_publications"),
  TOKEN_ENCRYPTION_KEYS: z
    .string("is a comma-separated list of id:key, each key 32 bytes in base64; the first one encrypts")
    .transform((text) => text.split(",").map((entry) => entry.trim()))
    .refine((entries) => entries.length > 0 && entries.every((entry) => ENCRYPTION_KEY.test(entry)), {
      error: "each entry must be id:key with a key of 32 bytes in base64 (openssl rand -base64 32)",
    }),
  HOST: z.string().default("0.0.0.0"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  WORKER_METRICS_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  WORKER_STORE_CONCURRENCY: z.coerce.number().int().min(1).max(200).default(10),
  UPLOAD_ATTEMPTS_KEPT_DAYS: z.coerce.number().int().min(1).max(36_500).default(90),
  WEBHOOK_DELIVERIES_KEPT_DAYS: z.coerce.number().int().min(2).max(36_500).default(30),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "is like smtps://user:password@mail.example.com:465" }).optional(),
  MAIL_FROM: z.string().min(3, 'is like "Catalog Relay <relay@example.com>"').optional(),
  NOTIFICATION_TRUSTED_HOSTS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((entry) => entry.trim().toLowerCase())
        .filter((entry) => entry !== ""),
    )
    .refine((entries) => entries.every((entry) => /^[^\s/]+:\d{1,5}$/.test(entry)), {
      error: "is a comma-separated list of host:port",
    }),
  NOTIFICATIONS_KEPT_DAYS: z.coerce.number().int().min(2).max(36_500).default(90),
  STOCK_ROWS_KEPT_DAYS: z.coerce.number().int().min(1).max(36_500).default(90),
  STOCK_RUNS_KEPT_DAYS: z.coerce.number().int().min(1).max(36_500).default(730),
});

export type Env = z.infer<typeof shape>;

export const envKeys = Object.keys(shape.shape) as (keyof Env)[];

/** Thrown at start; the message names every key that is missing or wrong, never its value. */
export class EnvError extends Error {
  override readonly name = "EnvError";
}

/**
 * Reads the settings of a process, all of them or only those that it uses.
 * @throws {EnvError} naming every bad key at once.
 */
export function readEnv(): Env;
export function readEnv<K extends keyof Env>(keys: readonly K[]): Pick<Env, K>;
export function readEnv(keys: readonly (keyof Env)[] = envKeys): Partial<Env> {
  const mask = Object.fromEntries(keys.map((key) => [key, true])) as Record<keyof Env, true>;
  const present = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = shape.pick(mask).safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new EnvError(`The environment is not complete; .env.example describes every key:\n${lines.join("\n")}`);
}
