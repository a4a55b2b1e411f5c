/** A token that opens the Admin API of one shop. */
export interface AccessToken {
  readonly token: string;
  scopes: readonly string[];
  readonly issuedAtMs: number;
  /** null = never */
  readonly expiresAtMs: number | null;
  readonly isOnline: boolean;
  /** Refresh token that came with it; null for online and for non-expiring tokens. */
  readonly refreshToken: string | null;
}

export interface RefreshToken {
  readonly token: string;
  readonly expiresAtMs: number;
  /** The refresh token that this one replaces; it stays usable until this one is used. */
  readonly replaces: string | null;
  /** null = never used */
  firstUsedAtMs: number | null;
  isRetired: boolean;
}

/** What a merchant granted on the way of an authorization code. */
export interface GrantedCode {
  readonly scopes: readonly string[];
  readonly expiresAtMs: number;
  /** Asked for an online token. */
  readonly isPerUser: boolean;
}

/** The app in one shop: whether it is installed, what the merchant granted, and which tokens are good. */
export class Installation {
  isInstalled = false;
  scopes: readonly string[] = [];
  installedAtMs = 0;
  uninstalledAtMs: number | null = null;
  /** Tokens are used a thousand times a second: the last good one is found by identity. */
  readonly accessTokens = new Map<string, AccessToken>();
  readonly refreshTokens = new Map<string, RefreshToken>();
  readonly authorizationCodes = new Map<string, GrantedCode>();
  /** How often the refresh grant was answered with new tokens. */
  refreshCount = 0;
  exchangeCount = 0;

  install(scopes: readonly string[], atMs: number): void {
    this.isInstalled = true;
    this.scopes = scopes;
    this.installedAtMs = atMs;
  }

  uninstall(atMs: number): void {
    this.isInstalled = false;
    this.uninstalledAtMs = atMs;
    this.authorizationCodes.clear();
    this.revokeTokens();
  }

  /** Tokens carry the scopes that the merchant grants now. */
  changeScopes(scopes: readonly string[]): void {
    this.scopes = scopes;
    for (const token of this.accessTokens.values()) token.scopes = scopes;
  }

  /** Every token is worthless from now on, the installation stays. */
  revokeTokens(): void {
    this.accessTokens.clear();
    this.refreshTokens.clear();
  }
}

/** Whether the granted scopes include one; `write_x` includes `read_x`. Shopify: "Access scopes". */
export function hasScope(granted: readonly string[], scope: string): boolean {
  return granted.includes(scope) || (scope.startsWith("read_") && granted.includes(`write_${scope.slice(5)}`));
}
