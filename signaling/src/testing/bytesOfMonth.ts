import { RESOLUTIONS } from '@diem-cau/signaling-contract/operations'
import { encodeChunk } from '../operations/tiers/chunkCodec.ts'
import { mergePoints } from '../operations/tiers/mergePoints.ts'
import { CHUNK_POINTS, type Points } from '../operations/tiers/Points.ts'

const ROOMS = 85
const HOURS_A_DAY = 8
const DAYS = 30
/** Bytes of a row and its two keys beside what it holds, more than SQLite and PostgreSQL need. */
const ROW = 120
const EVENTS_A_DAY = ROOMS * 40
const EVENT = 400
/** The journal is kept for so many seconds. */
const JOURNAL = 200
export const HOUR = 3600

/** An hour of points of each length, in seconds: what stands for all others of its kind. */
type Hours = {
  /** Of some rooms, of which 85 meet for eight hours a day. */
  readonly rooms: readonly Points[]
  /** Of each server, worker and service, day and night. */
  readonly servers: readonly Points[]
  /** Bytes of one second of the journal. */
  readonly batch: number
}

/** Bytes that are there after a month (SPEC 16.6). Each hour is one of {@link HOUR} seconds. */
export function bytesOfMonth({ rooms, servers, batch }: Hours): number {
  const mean = (all: readonly number[][]) =>
    RESOLUTIONS.map((_, index) => all.reduce((sum, bytes) => sum + (bytes[index] ?? 0), 0) / Math.max(1, all.length))
  const ofRoom = mean(rooms.map(bytesOfHour))
  const ofServer = mean(servers.map(bytesOfHour))
  const kept = RESOLUTIONS.reduce((sum, { keptFor }, index) => {
    const days = Math.min(DAYS, keptFor / 86_400)
    const hours = (aDay: number) => Math.max(1, days * aDay)
    const ofRooms = ROOMS * (ofRoom[index] ?? 0) * hours(HOURS_A_DAY)
    return sum + ofRooms + servers.length * (ofServer[index] ?? 0) * hours(24)
  }, 0)
  return kept + JOURNAL * (batch + ROW) + DAYS * EVENTS_A_DAY * EVENT
}

/** Bytes of an hour in chunks of each length of points. */
function bytesOfHour(points: Points): number[] {
  return RESOLUTIONS.map(({ seconds }) => {
    const merged = seconds === 1 ? points : mergePoints(points, seconds)
    const length = HOUR / seconds
    let bytes = 0
    for (let from = 0; from < length; from += CHUNK_POINTS) {
      const part = (columns: Points['value']) => columns.map((column) => column.slice(from, from + CHUNK_POINTS))
      bytes += encodeChunk({ kind: points.kind, value: part(merged.value), max: part(merged.max) }).length + ROW
    }
    return bytes
  })
}
