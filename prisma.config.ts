import { defineConfig } from "prisma/config";
import { PrismaPg } from "prisma-migrate-adapter";

// Commands that reach no database (generate, format, diff) still need a value, or Prisma downloads an engine.
const url = new URL((process.env["DATABASE_URL"] ??= "postgresql://127.0.0.1:1/none"));

export default defineConfig({
  schema: "prisma/schema.prisma",
  experimental: { adapter: true },
  engine: "js",
  // Fields, not connectionString: in node-postgres a connectionString wins over `database`, and the
  // adapter's shadow database would then be the real one. allowExitOnIdle: else every command idles 10 s.
  adapter: async () =>
    new PrismaPg({
      host: url.hostname,
      port: Number(url.port || 5432),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: url.pathname.slice(1),
      allowExitOnIdle: true,
      idleTimeoutMillis: 50,
    }),
});
