import { MEDIA_PORT } from '../stage/CausesOffice.ts'
import type { RoomLook } from '../stage/Rooms.ts'
import { takeTime } from '../stage/timeSlices.ts'
import type { Fault } from './Fault.ts'

export const ordinary: RoomLook = { devices: 'ordinary', host: 'ward' }
/** Drops so many of a hundred packets, by chance. */
const lossy = (percent: number) => [`numgen random mod 100 < ${percent} drop`]

let giveBack = () => undefined as void

/** What is wrong with the line or the PC of a ward. */
export const lineFaults: readonly Fault[] = [
  {
    name: 'the line up loses packets',
    expects: 'lineUpLossy',
    ward: ordinary,
    begin: ({ hosts }) => hosts.filter('ward', { out: lossy(30) }),
    end: ({ hosts }) => hosts.filter('ward', null),
  },
  {
    name: 'the line down loses packets',
    expects: 'lineDownLossy',
    ward: ordinary,
    begin: ({ hosts }) => hosts.filter('ward', { in: lossy(30) }),
    end: ({ hosts }) => hosts.filter('ward', null),
  },
  {
    name: 'the line loses packets both ways',
    expects: 'lineLossy',
    ward: ordinary,
    begin: ({ hosts }) => hosts.filter('ward', { out: lossy(25), in: lossy(25) }),
    end: ({ hosts }) => hosts.filter('ward', null),
  },
  {
    name: 'the line up is slow',
    expects: 'lineUpSlow',
    ward: ordinary,
    begin: ({ hosts }) => hosts.slow('ward', 'up', 90),
    end: ({ hosts }) => hosts.slow('ward', 'up', null),
  },
  {
    name: 'the line down is slow',
    expects: 'lineDownSlow',
    ward: ordinary,
    begin: ({ hosts }) => hosts.slow('ward', 'down', 50),
    end: ({ hosts }) => hosts.slow('ward', 'down', null),
  },
  {
    name: 'the cable is pulled',
    expects: 'lineCut',
    ward: ordinary,
    begin: ({ hosts }) => hosts.cut(['ward'], true),
    end: ({ hosts }) => hosts.cut(['ward'], false),
  },
  {
    name: 'the PC has no time',
    expects: 'pcStarved',
    ward: ordinary,
    begin: ({ hosts }) => {
      giveBack = takeTime(() => hosts.processesOf('ward'), { stopMs: 1_300, runMs: 250 })
    },
    end: () => giveBack(),
  },
  {
    name: 'only TCP is open, to HTTPS and the media port',
    expects: 'udpBlocked',
    ward: { devices: 'ordinary', host: 'ward' },
    before: ({ hosts }) =>
      hosts.filter('ward', {
        out: ['meta l4proto udp drop', `tcp flags syn tcp dport != { 443, ${MEDIA_PORT} } drop`],
        in: ['meta l4proto udp drop'],
      }),
    end: ({ hosts }) => hosts.filter('ward', null),
  },
  {
    name: 'it comes over a VPN',
    expects: 'vpn',
    ward: { devices: 'ordinary', host: 'vpn' },
  },
]
