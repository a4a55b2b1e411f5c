/** Networks that nobody outside reaches: RFC 1918, 6598, 3927, loopback and "this host". */
const PRIVATE_IPV4 = [
  /^0\./,
  /^10\./,
  /^127\./,
  /^169\.254\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
];

/** Whether the host of a parsed address is named or numbered for inside use alone. Names are not looked up. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, "");
  if (host.startsWith("[")) return isPrivateIpv6(host.slice(1, -1));
  if (/^[\d.]+$/.test(host)) return PRIVATE_IPV4.some((range) => range.test(host));
  return !host.includes(".") || /\.(localhost|local|internal|intranet|lan|home|corp)$/.test(host);
}

/** Loopback, unique local (RFC 4193), link-local, and IPv4 written as IPv6. */
function isPrivateIpv6(address: string): boolean {
  if (address === "::" || address === "::1" || /^f[cd]/.test(address) || /^fe[89ab]/.test(address)) return true;
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (!mapped) return false;
  const [high, low] = [Number.parseInt(mapped[1] ?? "", 16), Number.parseInt(mapped[2] ?? "", 16)];
  return isPrivateHost([high >> 8, high & 255, low >> 8, low & 255].join("."));
}
