import { expect, test } from 'vitest'
import { cpuTimes } from './Machine.ts'
import { udpCounters } from './udpCounters.ts'

test.each([
  ['cpu  100 0 50 800 50 0 0 0 7 0\ncpu0 1 1 1 1', { all: 1000, free: 850 }],
  // A process that gives way takes half of it.
  ['cpu  100 500 50 300 50 0 0 0 7 0', { all: 1000, free: 850 }],
  ['', null],
  ['cpu x', null],
])('processor times of %j', (stat, expected) => {
  expect(cpuTimes(stat)).toEqual(expected)
})

test('UDP packets of both families are one count, read by the names of their columns', () => {
  const snmp = [
    'Tcp: RtoAlgorithm InSegs',
    'Tcp: 1 900',
    'Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors',
    'Udp: 1000 5 7 2000 7 0',
    'UdpLite: InDatagrams NoPorts',
    'UdpLite: 3 0',
  ].join('\n')
  const snmp6 =
    'Ip6InReceives   \t12\nUdp6InDatagrams                 \t10\nUdp6OutDatagrams\t20\nUdp6RcvbufErrors\t1\n'
  expect(udpCounters(snmp, snmp6)).toEqual({ in: 1010, out: 2020, dropped: 8 })
  expect(udpCounters(snmp, '')).toEqual({ in: 1000, out: 2000, dropped: 7 })
  expect(udpCounters('', snmp6)).toBeNull()
})
