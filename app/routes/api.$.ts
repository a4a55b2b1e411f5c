import { unknownAddress } from "#app/http/api/api-route.server.ts";

/** Addresses that the API does not have answer like the rest of it. */
export const loader = unknownAddress;
export const action = unknownAddress;
