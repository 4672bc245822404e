import { takeTime } from '../stage/timeSlices.ts'
import type { Fault } from './Fault.ts'
import { ordinary } from './lineFaults.ts'

let giveBack = () => undefined as void

/** What is wrong with servers. */
export const serverFaults: readonly Fault[] = [
  {
    name: 'the database is slow',
    expects: 'databaseSlow',
    ward: ordinary,
    begin: ({ office }) => office.slowDatabase(220),
    end: ({ office }) => office.slowDatabase(0),
  },
  {
    name: 'the disk is nearly full',
    expects: 'diskFull',
    ward: ordinary,
    begin: ({ office }) => office.fillDisk(true),
    end: ({ office }) => office.fillDisk(false),
  },
  {
    name: 'the media node has too little time',
    expects: 'nodeOverloaded',
    ward: ordinary,
    begin: ({ office }) => {
      giveBack = takeTime(() => office.nodePids(), { stopMs: 900, runMs: 250 })
    },
    end: () => giveBack(),
  },
  {
    name: 'a media worker dies',
    expects: 'workerDied',
    ward: ordinary,
    begin: ({ office }) => office.killWorker(),
  },
  {
    name: 'signaling is killed',
    expects: 'signalingDied',
    ward: ordinary,
    begin: ({ office }) => office.killSignaling(),
  },
  {
    name: 'signaling is started anew',
    expects: 'signalingRestarted',
    ward: ordinary,
    begin: ({ office }) => office.restartSignaling(),
  },
  {
    name: 'the certificate ends soon',
    expects: 'certificateEnds',
    ward: ordinary,
    before: ({ office }) => office.changeCertificate(5),
    end: ({ office }) => office.changeCertificate(300),
  },
  {
    name: 'the clock of the media node is wrong',
    expects: 'clockOff',
    ward: ordinary,
    before: ({ office }) => office.shiftClock(40_000),
    end: ({ office }) => office.shiftClock(0),
  },
]
