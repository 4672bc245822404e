/** What a meeting of so many rooms takes, on processors like the one that it was measured on (measured.json). */
export interface Forecast {
  readonly rooms: number
  readonly packetsInPerS: number
  readonly packetsOutPerS: number
  /** Shares of one core: the media workers, and the other two processes together. */
  readonly workerCores: number
  readonly otherCores: number
  readonly memoryMb: { readonly worker: number; readonly sfu: number; readonly signaling: number }
  /** Media that leaves the media nodes. */
  readonly outMbit: number
  /** Media workers, each filled to `WORKER_SHARE`. */
  readonly workers: number
}

export interface ForecastOptions {
  /** What a room receives in kbit/s, headers included: the stage in 720p with two voices, unless told. */
  readonly downlinkKbit?: number
}

/** The chair's wall has no more tiles: cameras of further rooms are off. */
const WALL_TILES = 85
/** Packets a second: of who has the floor and the chair, of each room on the wall, of each further room (reports, silence). */
const PACKETS_IN = { first: 431, onWall: 24.65, room: 5.3 }
/** To each room (the stage, two voices), for each tile of the wall, and the chair's own. */
const PACKETS_OUT = { room: 254.5, onWall: 4, first: 80 }
/** Cores for a packet a second that is sent on, and what it costs to be woken up for single ones, which busier workers are not. */
const WORKER = { packet: 9.44e-6, waking: 0.067, packetsPerWake: 3300 }
/** Media node and signaling beside the workers. */
const OTHER = { first: 0.035, room: 0.00009 }
const MEMORY = {
  worker: { first: 16.3, room: 0.25 },
  sfu: { first: 115, room: 0.79 },
  signaling: { first: 185, room: 0.75 },
}
/** 720p at 1 Mbit/s, a small second picture, two voices, and 254 headers of 60 bytes a second. */
const DOWNLINK_KBIT = 1300
/** A worker that takes more has nothing left for the second in which another one dies. */
const WORKER_SHARE = 0.6

/** Pure. */
export function forecast(rooms: number, { downlinkKbit = DOWNLINK_KBIT }: ForecastOptions = {}): Forecast {
  const tiles = Math.min(rooms, WALL_TILES)
  const packetsInPerS = PACKETS_IN.first + PACKETS_IN.onWall * tiles + PACKETS_IN.room * rooms
  const packetsOutPerS = PACKETS_OUT.first + PACKETS_OUT.onWall * tiles + PACKETS_OUT.room * rooms
  const workers = Math.max(1, Math.ceil((WORKER.packet * packetsOutPerS) / (WORKER_SHARE - WORKER.waking)))
  const eachOut = packetsOutPerS / workers
  const eachWorker = WORKER.packet * eachOut + WORKER.waking * (1 - Math.exp(-eachOut / WORKER.packetsPerWake))
  const memory = ({ first, room }: { readonly first: number; readonly room: number }) =>
    Math.round(first + room * rooms)
  return {
    rooms,
    packetsInPerS: Math.round(packetsInPerS),
    packetsOutPerS: Math.round(packetsOutPerS),
    workerCores: eachWorker * workers,
    otherCores: OTHER.first + OTHER.room * rooms,
    memoryMb: { worker: memory(MEMORY.worker), sfu: memory(MEMORY.sfu), signaling: memory(MEMORY.signaling) },
    outMbit: (downlinkKbit * rooms) / 1000,
    workers,
  }
}
