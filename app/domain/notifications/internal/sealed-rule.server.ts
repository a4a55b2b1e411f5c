import type { Encryption } from "#app/platform/crypto.server.ts";

const destinationOwner = (ruleId: string): string => `notification-rule:${ruleId}:destination`;
const secretOwner = (ruleId: string): string => `notification-rule:${ruleId}:secret`;

export const sealDestination = (encryption: Encryption, ruleId: string, destination: string): string =>
  encryption.encrypt(destination, destinationOwner(ruleId));

export const openDestination = (encryption: Encryption, rule: { id: string; destination: string }): string =>
  encryption.decrypt(rule.destination, destinationOwner(rule.id));

export const sealSecret = (encryption: Encryption, ruleId: string, secret: string): string =>
  encryption.encrypt(secret, secretOwner(ruleId));

export const openSecret = (encryption: Encryption, ruleId: string, sealed: string): string =>
  encryption.decrypt(sealed, secretOwner(ruleId));
