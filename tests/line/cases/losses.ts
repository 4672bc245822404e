import { type LineCase, WARD } from './LineCase.ts'

const LASTS_MS = 30_000

/** Drops so many of a hundred packets, by chance. */
const lossy = (way: 'down' | 'up', percent: number): LineCase => ({
  name: `${way} loses ${percent} %`,
  watches: way,
  begin: (hosts) => hosts.filter(WARD, { [way === 'up' ? 'out' : 'in']: [`numgen random mod 100 < ${percent} drop`] }),
  lastsMs: LASTS_MS,
  end: (hosts) => hosts.filter(WARD, null),
})

/** Lines that lose packets: a radio link in the rain, a cable that a rat was at. */
export const losses: readonly LineCase[] = [
  lossy('up', 10),
  lossy('up', 20),
  lossy('up', 30),
  lossy('down', 10),
  lossy('down', 20),
  lossy('down', 30),
]
