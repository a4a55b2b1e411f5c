import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import type { Encryption } from "#app/platform/crypto.server.ts";
import type { Database } from "#app/platform/db.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";

interface OpenStorage {
  db: Database;
  encryption: Encryption;
  log: Logger;
}

/** Shopify's storage of OAuth sessions, with both tokens sealed to their session: the table never holds one in plain text. */
export class EncryptedSessionStorage implements SessionStorage {
  readonly #open: () => Promise<OpenStorage>;
  #opened: Promise<OpenStorage & { inner: PrismaSessionStorage<Database> }> | undefined;

  /** `open` is called with the first session that is asked for, so that loading the app needs no database. */
  constructor(open: () => Promise<OpenStorage>) {
    this.#open = open;
  }

  #storage() {
    this.#opened ??= this.#open().then(({ db, encryption, log }) => ({
      db,
      encryption,
      log,
      inner: new PrismaSessionStorage(db),
    }));
    return this.#opened;
  }

  /** Always seals with the current key, so that storing again is what ends the use of a rotated one. */
  async storeSession(session: Session): Promise<boolean> {
    const { inner, encryption } = await this.#storage();
    return inner.storeSession(withTokens(session, (token) => encryption.encrypt(token, session.id)));
  }

  /**
   * A session whose tokens do not open (changed, moved from another session, key lost) counts as absent: the next
   * visit of the app then gets new ones from Shopify.
   */
  async loadSession(id: string): Promise<Session | undefined> {
    const { inner, encryption, log } = await this.#storage();
    const sealed = await inner.loadSession(id);
    if (!sealed) return undefined;
    try {
      return withTokens(sealed, (token) => encryption.decrypt(token, id));
    } catch (error) {
      log.error({ err: error, shopDomain: sealed.shop }, "The tokens of a session could not be opened.");
      return undefined;
    }
  }

  deleteSession(id: string): Promise<boolean> {
    // Not the inner deleteSession: that one reports success when the database fails.
    return this.deleteSessions([id]);
  }

  async deleteSessions(ids: string[]): Promise<boolean> {
    const { inner } = await this.#storage();
    return inner.deleteSessions(ids);
  }

  /** All of them: the inner findSessionsByShop stops at 25. */
  async findSessionsByShop(shop: string): Promise<Session[]> {
    const { db } = await this.#storage();
    const rows = await db.session.findMany({
      where: { shop },
      select: { id: true },
      orderBy: [{ expires: "desc" }, { id: "asc" }],
    });
    const sessions: Session[] = [];
    for (const { id } of rows) {
      const session = await this.loadSession(id);
      if (session) sessions.push(session);
    }
    return sessions;
  }
}

function withTokens(session: Session, change: (token: string) => string): Session {
  const { accessToken, refreshToken, ...rest } = session.toObject();
  return new Session({
    ...rest,
    ...(accessToken ? { accessToken: change(accessToken) } : {}),
    ...(refreshToken ? { refreshToken: change(refreshToken) } : {}),
  });
}
