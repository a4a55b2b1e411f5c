import ipaddr from "ipaddr.js";

/** Ports below 1024 that a receiver may have; others below belong to services that are no web servers. */
const LOW_PORTS = new Set([443]);
const LOWEST_FREE_PORT = 1_024;

/** Names that only an inner network resolves. */
const INNER_NAME = /^[^.]*$|\.(localhost|local|localdomain|internal|intranet|lan|home|corp|private|test|onion)$/;

/**
 * Whether an address is of the public internet: not private, loopback, link-local (where clouds keep their metadata),
 * shared by carriers, reserved, multicast, or an IPv4 address in an IPv6 one. Of IPv6 only what IANA has given out for
 * unicast (2000::/3) is, less its own exceptions.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  const [first = 0] = parsed.toByteArray();
  return parsed.kind() === "ipv4" || first >> 5 === 1;
}

/** `host:port` of an address, with the port written out; what `trustedHosts` are compared with. */
const hostAndPort = ({ hostname, port, protocol }: URL): string =>
  `${hostname}:${port === "" ? (protocol === "http:" ? "80" : "443") : port}`;

export const isTrusted = (url: URL, trustedHosts: readonly string[]): boolean =>
  trustedHosts.includes(hostAndPort(url));

/**
 * What speaks against sending anything to this address, in words for a person; null when nothing does before its name is
 * resolved. Hosts that the operator trusts may be private, and may speak http.
 */
export function refuseUrl(text: string, trustedHosts: readonly string[]): string | null {
  if (!URL.canParse(text)) return "This is not an address. It begins with https:// and names a host.";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "Take the user and the password out of the address.";
  if (isTrusted(url, trustedHosts) && (url.protocol === "http:" || url.protocol === "https:")) return null;
  if (url.protocol !== "https:") return "Only addresses that begin with https:// are called.";
  const port = url.port === "" ? 443 : Number(url.port);
  if (port < LOWEST_FREE_PORT && !LOW_PORTS.has(port)) return "Use port 443, or one above 1023.";
  const host = url.hostname.replace(/\.$/, "");
  const literal = host.startsWith("[") ? host.slice(1, -1) : host;
  if (ipaddr.isValid(literal)) return isPublicAddress(literal) ? null : NOT_PUBLIC;
  return INNER_NAME.test(host.toLowerCase()) ? NOT_PUBLIC : null;
}

export const NOT_PUBLIC = "This address is not on the public internet, so it is not called.";
