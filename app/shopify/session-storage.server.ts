import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import type { Encryption } from "#app/platform/crypto.server.ts";
import type { Database } from "#app/platform/db.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";

interface EncryptedSessionStorageOptions {
  db: Database;
  encryption: Encryption;
  log: Logger;
}

/** Shopify's storage of OAuth sessions, with both tokens sealed to their session: the table never holds one in plain text. */
export class EncryptedSessionStorage implements SessionStorage {
  readonly #inner: PrismaSessionStorage<Database>;
  readonly #options: EncryptedSessionStorageOptions;

  constructor(options: EncryptedSessionStorageOptions) {
    this.#options = options;
    this.#inner = new PrismaSessionStorage(options.db);
  }

  /** Always seals with the current key, so that storing again is what ends the use of a rotated one. */
  storeSession(session: Session): Promise<boolean> {
    const seal = (token: string) => this.#options.encryption.encrypt(token, session.id);
    return this.#inner.storeSession(withTokens(session, seal));
  }

  /**
   * A session whose tokens do not open (changed, moved from another session, key lost) counts as absent: the next
   * visit of the app then gets new ones from Shopify.
   */
  async loadSession(id: string): Promise<Session | undefined> {
    const sealed = await this.#inner.loadSession(id);
    if (!sealed) return undefined;
    try {
      return withTokens(sealed, (token) => this.#options.encryption.decrypt(token, id));
    } catch (error) {
      this.#options.log.error({ err: error, shopDomain: sealed.shop }, "The tokens of a session could not be opened.");
      return undefined;
    }
  }

  deleteSession(id: string): Promise<boolean> {
    // Not the inner deleteSession: that one reports success when the database fails.
    return this.#inner.deleteSessions([id]);
  }

  deleteSessions(ids: string[]): Promise<boolean> {
    return this.#inner.deleteSessions(ids);
  }

  /** All of them: the inner findSessionsByShop stops at 25. */
  async findSessionsByShop(shop: string): Promise<Session[]> {
    const rows = await this.#options.db.session.findMany({
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
