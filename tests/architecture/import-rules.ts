import type { IRegularForbiddenRuleType } from "dependency-cruiser";

type From = IRegularForbiddenRuleType["from"];
type To = IRegularForbiddenRuleType["to"];

const SERVER = "\\.server\\.tsx?$";
const EDGES = "^app/(routes|components|http)/";
const TYPES_ONLY_ARE_FINE: To = { dependencyTypesNot: ["type-only"] };

const packages = (names: string) => `(^|/)node_modules/(${names})(/|$)`;

const forbid = (name: string, comment: string, from: From, to: To): IRegularForbiddenRuleType => ({
  name,
  comment,
  severity: "error",
  from,
  to,
});

/** Who may import whom: `docs/architecture.md` in the form that a machine holds. */
export const importRules: IRegularForbiddenRuleType[] = [
  forbid("no-cycles", "Two files that need each other are one file, or need a third.", {}, { circular: true }),
  forbid(
    "imports-resolve",
    "An import that leads nowhere fails only when the line runs.",
    {},
    { couldNotResolve: true },
  ),
  forbid(
    "routes-do-not-query",
    "Routes call domain verbs; they hold no database and no Shopify client.",
    { path: "^app/routes/" },
    { path: `^app/platform/db\\.server|^app/shopify/|${packages("@prisma|pg")}`, ...TYPES_ONLY_ARE_FINE },
  ),
  forbid(
    "domain-knows-no-transport",
    "Domain code runs the same under HTTP and under a worker.",
    { path: "^app/domain/" },
    {
      path: `${EDGES}|^app/shopify\\.server|^jobs/(handlers|runtime|worker|schedules)|${packages("@remix-run|@shopify|express|react|react-dom|pg-boss")}`,
    },
  ),
  forbid(
    "pure-files-stay-pure",
    "A domain file without .server has no IO behind it.",
    { path: "^app/domain/", pathNot: SERVER },
    {
      path: `${SERVER}|${packages("@prisma|pg|pino")}|^(node:)?(fs|net|http|https|http2|tls|dns|child_process|worker_threads)(/|$)`,
      ...TYPES_ONLY_ARE_FINE,
    },
  ),
  forbid(
    "components-stay-in-the-browser",
    "UI gets what it shows from props.",
    { path: "^app/components/" },
    { path: `${SERVER}|^jobs/|^app/(routes|http)/`, ...TYPES_ONLY_ARE_FINE },
  ),
  forbid(
    "http-knows-no-page",
    "The web edge serves routes and is not served by them.",
    { path: "^app/http/" },
    {
      path: "^app/(routes|components)/",
    },
  ),
  forbid(
    "platform-is-the-floor",
    "Platform serves the domain and never asks about it.",
    { path: "^app/platform/" },
    { path: `^app/(domain|shopify)[/.]|${EDGES}|^jobs/(handlers|runtime|worker|schedules)` },
  ),
  forbid(
    "shopify-adapter-has-no-opinions",
    "The adapter speaks Shopify; the domain decides.",
    { path: "^app/shopify/" },
    { path: `^app/domain/|${EDGES}|^jobs/` },
  ),
  forbid(
    "app-sees-only-contracts",
    "The web process enqueues jobs and never runs them.",
    { path: "^app/" },
    { path: "^jobs/", pathNot: "^jobs/contracts/" },
  ),
  forbid(
    "contracts-stand-alone",
    "Both processes load contracts, so contracts load nothing but zod.",
    { path: "^jobs/contracts/" },
    { pathNot: `^jobs/contracts/|${packages("zod")}` },
  ),
  forbid(
    "jobs-never-import-ui",
    "A worker has no page.",
    { path: "^jobs/" },
    {
      path: `${EDGES}|^app/(root|entry|routes)\\b|${packages("react|react-dom|@shopify/polaris|@shopify/app-bridge-react")}`,
    },
  ),
  forbid(
    "handlers-do-not-share",
    "Shared behaviour is a domain verb; the registry alone sees them all.",
    { path: "^jobs/handlers/", pathNot: "/registry\\.ts$" },
    { path: "^jobs/handlers/" },
  ),
  forbid(
    "handlers-do-not-know-the-worker",
    "A handler is called by the worker's edge and does not call it.",
    { path: "^jobs/handlers/" },
    { path: `^jobs/(runtime/(?!outcome)|worker|schedules)|${packages("pg-boss")}`, ...TYPES_ONLY_ARE_FINE },
  ),
  forbid(
    "internal-means-internal",
    "Only its own noun may use internal/.",
    { path: "^app/domain/([^/]+)/" },
    { path: "^app/domain/[^/]+/internal/", pathNot: "^app/domain/$1/" },
  ),
  forbid(
    "internal-is-not-for-others",
    "Everybody else uses the public verbs of a noun.",
    { path: "^(app|jobs)/", pathNot: "^app/domain/" },
    { path: "^app/domain/[^/]+/internal/" },
  ),
  forbid(
    "remix-stays-at-the-edge",
    "Keeps the move to React Router mechanical.",
    {
      path: "^(app|jobs)/",
      pathNot:
        "^app/(routes|http|components)/|^app/(root|entry\\.server|entry\\.client|routes|server|shopify\\.server)\\.tsx?$",
    },
    { path: packages("@remix-run") },
  ),
  forbid(
    "product-never-imports-tests",
    "Test support is not product code.",
    { path: "^(app|jobs|prisma|extensions)/" },
    {
      path: "^tests/",
    },
  ),
];
