import { bodiesOf, fillPath, filtersOf, searchOf } from "./fill-requests.ts";
import type { Caller, MatrixWorld } from "./matrix-world.ts";
import { parametersOf, type ManifestRoute } from "./route-manifest.ts";
import { sendAs, type Answered, type Answerer, type Asked } from "./send-request.ts";
import { digestOrganization } from "./digest-organization.ts";

/** What only owners reach; the rest is for staff, too. */
const ADMINISTRATION = new Set([
  "routes/app.api-access",
  "routes/app.members",
  "routes/app.settings",
  "routes/app.stores_.join",
]);

/** What anybody may ask for, whatever it is: it changes nothing of the organization's, or only what is their own. */
const OPEN_ACTIONS = new Set([
  "routes/app.approvals.dry-run",
  "routes/app.approvals.preview",
  "routes/app.notifications._index",
  "routes/app.onboarding",
]);

/** What says nothing of anyone. */
const PUBLIC = new Set(["routes/api.docs", "routes/api.v1.openapi[.]json"]);

/** Beside GET. A page's action takes them all alike. */
const CHANGES = ["POST", "PUT", "PATCH", "DELETE"];

export interface MatrixOutcome {
  readonly routes: number;
  readonly calls: number;
  /** Answers in which a stranger, or a merchant of another store, saw what is not theirs. */
  readonly leaks: string[];
  /** Everything that is not as promised, the leaks among it. */
  readonly problems: string[];
}

/** Asks every route, with every verb that it knows, as everybody, for what the first store of one organization has. */
export async function runMatrix(
  world: MatrixWorld,
  routes: readonly ManifestRoute[],
  answerer: Answerer,
): Promise<MatrixOutcome> {
  const asked = routes.filter(({ id, path }) => /^(app|api)(\/|$)/.test(path) && !PUBLIC.has(id));
  const matrix = new Matrix(world, answerer);
  for (const route of asked) await matrix.learnMethods(route);
  const before = await digestOrganization(world.world.ctx.db, world.ids.organizationId);
  for (const route of asked) await matrix.askAsStranger(route);
  const after = await digestOrganization(world.world.ctx.db, world.ids.organizationId);
  for (const table of Object.keys(before))
    if (before[table] !== after[table]) matrix.problems.push(`strangers changed ${table}`);
  for (const route of asked) await matrix.askAsViewer(route);
  for (const route of asked) await matrix.askAsOtherMerchant(route);
  for (const who of ["staff", "owner"] as const) for (const route of asked) await matrix.askAsInsider(route, who);
  for (const who of ["owner", "staff"] as const) for (const route of asked) await matrix.endAsInsider(route, who);
  const { calls, leaks, problems } = matrix;
  return { routes: asked.length, calls, leaks, problems: [...leaks, ...problems] };
}

class Matrix {
  readonly leaks: string[] = [];
  readonly problems: string[] = [];
  calls = 0;
  readonly #world: MatrixWorld;
  readonly #answerer: Answerer;
  readonly #methods = new Map<string, string[]>();

  constructor(world: MatrixWorld, answerer: Answerer) {
    this.#world = world;
    this.#answerer = answerer;
  }

  /** Which verbs a route has: asked without anybody being known, so that nothing can happen. */
  async learnMethods(route: ManifestRoute): Promise<void> {
    const nobody: Caller = { kind: "system", name: "nobody", token: "crt_nobody" };
    const known: string[] = [];
    const kinds = { loader: ["GET"], action: isApi(route) ? CHANGES : ["POST"] };
    const methods = (["loader", "action"] as const).flatMap((kind) =>
      this.#answerer.takes(route, kind) ? kinds[kind] : [],
    );
    for (const method of methods) {
      const path = fillPath(route, this.#world.ids);
      const answered = await this.#send(nobody, { route, path, method, body: { json: {} } });
      if (answered.status < 300) this.#tell(answered, { route, method }, nobody, "answered somebody unknown");
      if (answered.status !== 405) known.push(method);
    }
    this.#methods.set(route.id, known);
  }

  async askAsStranger(route: ManifestRoute): Promise<void> {
    const { callers } = this.#world;
    const isNamed = parametersOf(route).length > 0;
    await this.#askAll(route, isApi(route) ? callers.strangeSystem : callers.stranger, (answered, asked, caller) => {
      this.#lookForLeak(answered, asked, caller, this.#world.markers.organization);
      const { status } = answered;
      if (status === 403 || status >= 500) this.#tell(answered, asked, caller, "instead of 404");
      if (isNamed && status !== 404) this.#tell(answered, asked, caller, "instead of 404 for what is not theirs");
    });
  }

  async askAsViewer(route: ManifestRoute): Promise<void> {
    const { callers } = this.#world;
    const caller = isApi(route) ? callers.lookingSystem : callers.viewer;
    await this.#askAll(route, caller, (answered, asked) => {
      const { status } = answered;
      const isChange = asked.method !== "GET";
      if (status >= 500) this.#tell(answered, asked, caller, "failed");
      if (isChange && status !== 403 && status !== 404 && !OPEN_ACTIONS.has(route.id))
        this.#tell(answered, asked, caller, "instead of 403");
      if (!isChange && isApi(route) && status === 403) this.#tell(answered, asked, caller, "although they may look");
    });
    if (!isApi(route)) return;
    await this.#askAll(route, callers.uploadingSystem, (answered, asked) => {
      if (asked.method === "GET" && answered.status !== 403 && answered.status !== 404)
        this.#tell(answered, asked, callers.uploadingSystem, "although they may not look");
    });
  }

  async askAsOtherMerchant(route: ManifestRoute): Promise<void> {
    if (isApi(route)) return;
    const caller = this.#world.callers.otherMerchant;
    const isNamed = parametersOf(route).length > 0;
    await this.#askAll(route, caller, (answered, asked) => {
      this.#lookForLeak(answered, asked, caller, this.#world.markers.firstStore);
      const { status } = answered;
      if (status >= 500) this.#tell(answered, asked, caller, "failed");
      if (isNamed && status !== 404 && status !== 403) this.#tell(answered, asked, caller, "instead of 404");
    });
  }

  /** Whatever can be asked again; the staff of the API are its owners, too. */
  async askAsInsider(route: ManifestRoute, who: "staff" | "owner"): Promise<void> {
    if (isApi(route) && who === "staff") return;
    await this.#askAll(route, this.#insider(route, who), this.#judgeInsider(route, who), { isLast: false });
  }

  /** What is gone afterwards: by the first who may, so that the second has nothing left to take away. */
  async endAsInsider(route: ManifestRoute, who: "staff" | "owner"): Promise<void> {
    const isTheFirst = who === "owner";
    if (isApi(route) && !isTheFirst) return;
    const judge = this.#judgeInsider(route, who);
    await this.#askAll(
      route,
      this.#insider(route, who),
      (answered, asked) => {
        if (isTheFirst || answered.status !== 404) judge(answered, asked);
      },
      { isLast: true },
    );
  }

  #insider(route: ManifestRoute, who: "staff" | "owner"): Caller {
    return isApi(route) ? this.#world.callers.wholeSystem : this.#world.callers[who];
  }

  #judgeInsider = (route: ManifestRoute, who: "staff" | "owner") => (answered: Answered, asked: Asked) => {
    const caller = this.#insider(route, who);
    const { status } = answered;
    const mayNot = who === "staff" && ADMINISTRATION.has(route.id);
    if (status === 403 && !mayNot) this.#tell(answered, asked, caller, "although they may");
    if (status >= 500 && status !== 503) this.#tell(answered, asked, caller, "failed");
    if ((status === 400 || status === 404 || status === 422) && !route.path.endsWith("*"))
      this.#tell(answered, asked, caller, "so nothing is proven: say in tests/support/matrix what it wants");
  };

  async #askAll(
    route: ManifestRoute,
    caller: Caller,
    judge: (answered: Answered, asked: Asked, caller: Caller) => void,
    { isLast }: { isLast?: boolean } = {},
  ): Promise<void> {
    const { ids } = this.#world;
    const path = fillPath(route, ids);
    for (const method of this.#methods.get(route.id) ?? []) {
      const search = searchOf(route, ids);
      const isList = method === "GET" && parametersOf(route).length === 0;
      const searches = isList && isOutsider(caller, this.#world) ? [search, ...filtersOf(ids)] : [search];
      const bodies = method === "GET" ? [undefined] : bodiesOf(route, ids);
      for (const one of searches) {
        for (const body of bodies) {
          const isEnd = method === "DELETE" || body?.isLast === true;
          if (isLast !== undefined && isLast !== isEnd) continue;
          const asked = { route, path, method, search: one, ...(body === undefined ? {} : { body }) };
          judge(await this.#send(caller, asked), asked, caller);
        }
      }
    }
  }

  async #send(caller: Caller, asked: Asked): Promise<Answered> {
    this.calls += 1;
    return sendAs(this.#world, this.#answerer, caller, asked);
  }

  #lookForLeak(answered: Answered, asked: Asked, caller: Caller, marker: string): void {
    if (answered.text.includes(marker)) this.#tell(answered, asked, caller, "shows what is not theirs", this.leaks);
  }

  #tell(
    { status, text }: Answered,
    { route, method, search, body }: Pick<Asked, "route" | "method" | "search" | "body">,
    caller: Caller,
    what: string,
    where = this.problems,
  ): void {
    const sent = [
      search && Object.keys(search).length > 0 ? JSON.stringify(search) : "",
      body ? JSON.stringify(body) : "",
    ];
    where.push(`${method} ${route.id} ${sent.join(" ")} as ${caller.name}: ${status} ${what} (${text.slice(0, 160)})`);
  }
}

/** For whom a filter by what is not theirs might let something through. */
const isOutsider = (caller: Caller, { callers }: MatrixWorld): boolean =>
  [callers.stranger, callers.strangeSystem, callers.otherMerchant].includes(caller);

const isApi = ({ path }: ManifestRoute): boolean => path.startsWith("api");
