import { type LineCase, WARD } from './LineCase.ts'

const LASTS_MS = 30_000
/** What a ward's line is without trouble, in kbit/s. */
const WIDE = 1_500

const squeeze = (way: 'down' | 'up', kbit: number): LineCase => ({
  name: `${way} ${WIDE}-${kbit}-${WIDE} kbit/s`,
  watches: way,
  before: (hosts) => hosts.slow(WARD, way, WIDE),
  begin: (hosts) => hosts.slow(WARD, way, kbit),
  lastsMs: LASTS_MS,
  end: (hosts) => hosts.slow(WARD, way, WIDE),
})

/** Long enough for what queued while it became narrow to be gone, and for the line to be asked for more as seldom as one that is always so (SPEC 21.8). */
const SETTLES_MS = 60_000

/** A line that is narrow and stays so. */
const narrow = (way: 'down' | 'up', kbit: number): LineCase => ({
  ...squeeze(way, kbit),
  name: `${way} ${kbit} kbit/s for long`,
  settlesMs: SETTLES_MS,
})

/** A paper is opened for all while a ward's line carries little more than the voice. */
const paper = (kbit: number): LineCase => ({
  ...narrow('down', kbit),
  name: `a paper at ${kbit} kbit/s`,
  opensPaper: true,
})

/** A line that is shared with somebody who downloads for half a minute. */
export const squeezes: readonly LineCase[] = [
  squeeze('down', 250),
  squeeze('up', 250),
  squeeze('down', 150),
  squeeze('up', 150),
  squeeze('up', 120),
  squeeze('down', 64),
  narrow('down', 150),
  narrow('up', 150),
  narrow('down', 64),
  paper(150),
]
