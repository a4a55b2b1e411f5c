/** An address that nothing may be sent to. `CANARY` stands for the port of a server inside, which counts who comes. */
export interface HostileUrl {
  readonly name: string;
  readonly url: string;
}

export const hostileUrls: readonly HostileUrl[] = [
  { name: "loopback over http", url: "http://127.0.0.1:CANARY/" },
  { name: "loopback", url: "https://127.0.0.1:CANARY/" },
  { name: "another address of loopback", url: "https://127.8.8.8:CANARY/" },
  { name: "localhost", url: "https://localhost:CANARY/" },
  { name: "localhost with a dot at the end", url: "https://localhost.:CANARY/" },
  { name: "a name below localhost", url: "https://inner.localhost:CANARY/" },
  { name: "loopback of IPv6", url: "https://[::1]:CANARY/" },
  { name: "loopback as an IPv4-mapped address", url: "https://[::ffff:127.0.0.1]:CANARY/" },
  { name: "loopback as an IPv4-mapped address in hexadecimal", url: "https://[::ffff:7f00:1]:CANARY/" },
  { name: "loopback as an IPv4-compatible address", url: "https://[::7f00:1]:CANARY/" },
  { name: "loopback as one decimal number", url: "https://2130706433:CANARY/" },
  { name: "loopback as one hexadecimal number", url: "https://0x7f000001:CANARY/" },
  { name: "loopback in octal", url: "https://0177.0.0.1:CANARY/" },
  { name: "loopback with parts left out", url: "https://127.1:CANARY/" },
  { name: "loopback in circled digits", url: "https://①②⑦.⓪.⓪.①:CANARY/" },
  { name: "this host", url: "https://0.0.0.0:CANARY/" },
  { name: "this host as a zero", url: "https://0:CANARY/" },
  { name: "this host of IPv6", url: "https://[::]:CANARY/" },
  { name: "loopback through NAT64", url: "https://[64:ff9b::7f00:1]:CANARY/" },
  { name: "loopback through 6to4", url: "https://[2002:7f00:1::]:CANARY/" },
  { name: "loopback through Teredo", url: "https://[2001::80ff:fffe]:CANARY/" },
  { name: "the metadata of a cloud", url: "https://169.254.169.254/latest/meta-data/" },
  { name: "the metadata of a cloud over IPv6", url: "https://[fd00:ec2::254]/latest/meta-data/" },
  { name: "the metadata of a cloud by name", url: "https://metadata.google.internal/computeMetadata/v1/" },
  { name: "a private network of class A", url: "https://10.0.0.1/" },
  { name: "a private network of class B", url: "https://172.16.0.1/" },
  { name: "a private network of class C", url: "https://192.168.1.1/" },
  { name: "a network of a carrier", url: "https://100.64.0.1/" },
  { name: "a link-local address of IPv6", url: "https://[fe80::1]/" },
  { name: "a site-local address of IPv6", url: "https://[fec0::1]/" },
  { name: "many at once", url: "https://224.0.0.1/" },
  { name: "everybody", url: "https://255.255.255.255/" },
  { name: "a user and a password", url: "https://user:password@receiver.example/" },
  { name: "a user that looks like a host", url: "https://receiver.example@127.0.0.1:CANARY/" },
  { name: "the port of SSH", url: "https://receiver.example:22/" },
  { name: "a file", url: "file:///etc/passwd" },
  { name: "gopher", url: "gopher://127.0.0.1:CANARY/_POST" },
  { name: "a name of an inner network", url: "https://database.internal:5432/" },
  { name: "a name without a dot", url: "https://database:5432/" },
];

/** A name that its owner has answer as they like. `127.0.0.2` stands for a public address, all else of 127 for inside. */
export interface HostileName {
  readonly name: string;
  /** What the name servers answer, one time after the other; null: they never do. */
  readonly answers: readonly (readonly string[] | null)[];
  readonly must: "refused" | "failed" | "connect-to-the-public-one";
}

export const hostileNames: readonly HostileName[] = [
  { name: "a name of loopback", answers: [["127.0.0.1"]], must: "refused" },
  { name: "a public address and one inside", answers: [["127.0.0.2", "127.0.0.1"]], must: "refused" },
  { name: "loopback as an IPv4-mapped address", answers: [["::ffff:127.0.0.1"]], must: "refused" },
  { name: "what is no address", answers: [["127.0.0.1/8"]], must: "refused" },
  {
    name: "public when asked first, inside when asked again",
    answers: [["127.0.0.2"], ["127.0.0.1"]],
    must: "connect-to-the-public-one",
  },
  { name: "no address", answers: [[]], must: "failed" },
  { name: "name servers that never answer", answers: [null], must: "failed" },
];
