/** UDP packets that a machine has received, sent, and dropped for want of room in a socket's buffer. */
export type UdpCounters = { readonly in: number; readonly out: number; readonly dropped: number }

/**
 * Reads the counters of IPv4 and IPv6, which Linux has apart.
 * @param snmp /proc/net/snmp, whose columns are named by a line above: `Udp: InDatagrams …` and `Udp: 5 …`
 * @param snmp6 /proc/net/snmp6, a line for each: `Udp6InDatagrams 5`
 */
export function udpCounters(snmp: string, snmp6: string): UdpCounters | null {
  const [names, values] = snmp
    .split('\n')
    .filter((line) => line.startsWith('Udp: '))
    .map((line) => line.slice(5).trim().split(/\s+/))
  if (!names || !values) return null
  const six = new Map(snmp6.split('\n').map((line) => line.split(/\s+/) as [string, string]))
  const count = (name: string) => Number(values[names.indexOf(name)] ?? 0) + Number(six.get(`Udp6${name}`) ?? 0)
  return { in: count('InDatagrams'), out: count('OutDatagrams'), dropped: count('RcvbufErrors') }
}
