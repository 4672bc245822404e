import { forecast } from './forecast.ts'

/** A city's meeting, that of all wards of a large city, the most that one meeting takes, and the communes of the whole country. */
const ROOMS = [7, 21, 43, 85, 170, 340, 1000, 2000, 3321]
/** A link of 1 Gbit/s is full enough at this, in Mbit/s; who sees the stage in 360p receives so many kbit/s. */
const LINK_MBIT = 700
const SMALL_KBIT = 450
/** Workers of one machine: one for each core, one core for everything else. */
const WORKERS_PER_NODE = 7
/** A machine that dies is replaced by the others. */
const SPARE = 1

const nodesFor = (rooms: number, downlinkKbit?: number): number => {
  const { workers, outMbit } = forecast(rooms, downlinkKbit === undefined ? {} : { downlinkKbit })
  return Math.max(Math.ceil(workers / WORKERS_PER_NODE), Math.ceil(outMbit / LINK_MBIT))
}
const mbit = (rooms: number, downlinkKbit?: number): string =>
  Math.round(forecast(rooms, downlinkKbit === undefined ? {} : { downlinkKbit }).outMbit).toString()

/** The table of sizing.md. */
export function sizingTable(): string {
  const rows = ROOMS.map((rooms) => {
    const { packetsOutPerS, workerCores, otherCores, memoryMb, workers } = forecast(rooms)
    const memory = memoryMb.worker + memoryMb.sfu + memoryMb.signaling
    return [
      rooms,
      packetsOutPerS,
      workerCores.toFixed(2),
      otherCores.toFixed(2),
      workers,
      memory,
      mbit(rooms),
      nodesFor(rooms) + (rooms > 170 ? SPARE : 0),
      mbit(rooms, SMALL_KBIT),
      nodesFor(rooms, SMALL_KBIT) + (rooms > 170 ? SPARE : 0),
    ]
  })
  const head = [
    'rooms',
    'packets out a second',
    'cores of workers',
    'cores beside',
    'workers',
    'memory, MB',
    'out at 720p, Mbit/s',
    'media nodes',
    'out at 360p, Mbit/s',
    'media nodes',
  ]
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
