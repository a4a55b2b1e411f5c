export { ensureIdentity as ensureStoreIdentity } from "./internal/steps/ensure-identity.server.ts";
