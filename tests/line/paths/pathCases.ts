/** The path as the page names it to the office (`MediaPath`). */
export type Path = 'udp' | 'tcp' | 'turnUdp' | 'turnTcp' | 'turnTls'

/** A line that a ward may have, and what has to come of it. */
export interface PathCase {
  readonly case: string
  readonly families: { readonly ipv4: boolean; readonly ipv6: boolean }
  /** Rules of the ward's firewall for what leaves it (nft); none: all may. */
  readonly out: readonly string[]
  readonly expects: Path
  /** The certificate of the office is trusted on the PC, as the installer of a room's PC has it. */
  readonly isTrusted?: boolean
}

const both = { ipv4: true, ipv6: true }

/** A firewall says nothing to what it does not let through. Neighbours of IPv6 are found by ICMP. */
const only = (...rules: readonly string[]): readonly string[] => [
  'oifname lo accept',
  'meta l4proto ipv6-icmp accept',
  ...rules,
  'drop',
]

/** No computer of these has DNS or the Internet: there is none in their network. */
export const PATH_CASES: readonly PathCase[] = [
  { case: 'ipv4 only, no dns', families: { ipv4: true, ipv6: false }, out: [], expects: 'udp' },
  { case: 'ipv6 only, no dns', families: { ipv4: false, ipv6: true }, out: [], expects: 'udp' },
  { case: 'ipv4 and ipv6', families: both, out: [], expects: 'udp' },
  { case: 'no udp', families: both, out: only('meta l4proto tcp accept'), expects: 'tcp' },
  {
    case: 'tcp/443 only',
    families: { ipv4: true, ipv6: false },
    out: only('tcp dport 443 accept'),
    expects: 'turnTcp',
  },
  {
    case: 'tcp/443 only, ipv6 only',
    families: { ipv4: false, ipv6: true },
    out: only('tcp dport 443 accept'),
    expects: 'turnTcp',
  },
  {
    case: 'tcp/443 only, TLS only',
    families: { ipv4: true, ipv6: false },
    // A firewall that looks inside: what begins as STUN does is dropped.
    out: only('tcp dport 443 @ih,0,8 0x00 drop', 'tcp dport 443 accept'),
    expects: 'turnTls',
    isTrusted: true,
  },
]
