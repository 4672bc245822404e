import {
  Asked,
  Board,
  BoardRoom,
  ReadinessPlan,
  ReadyCount,
  RoomReadiness,
  Run,
  RunPage,
  StillState,
  type RoomProfile,
  type RoomSettingsState,
} from '@diem-cau/signaling-contract/readiness'
import { authorisedBytes, authorisedFile } from '../client/account.ts'
import { at, get, post, put, queryString } from '../client/officeRequest.ts'
import { RequestFailed } from '../client/RequestFailed.ts'
import { polled } from '../loading/polled.ts'
import { query } from '../loading/query.ts'
import { roomCameraApi } from './roomCameraApi.ts'
import { roomSettingsApi } from './roomSettingsApi.ts'

/** The board is asked for so often while somebody looks, in milliseconds; one that is the same comes from the browser's own store. */
const BOARD_MS = 3_000
const COUNT_MS = 15_000
/** A room looks this often whether a still is asked for, in milliseconds. */
const PLAN_MS = 20_000

/** Id of a meeting; `all`: all rooms; null: the rooms of the next meeting. */
export type BoardWanted = string | null

const paramsOf = (wanted: BoardWanted) =>
  wanted === null ? {} : wanted === 'all' ? { all: true } : { meeting: wanted }

const onRoom = (roomId: string, ...rest: readonly string[]) => at('readiness', 'rooms', roomId, ...rest)

/** How ready rooms are, and what is asked of them. */
export const boardApi = {
  boardFile: (wanted: BoardWanted) => authorisedFile(`/api/readiness/board.xlsx${queryString(paramsOf(wanted))}`),
  /** @param meeting who conducts it may ask its rooms; null: by one's role where the room is */
  ask: (roomId: string, meeting: string | null) => post(onRoom(roomId, 'ask') + queryString({ meeting }), BoardRoom),
  askAll: (meetingId: string) => post(at('readiness', 'meetings', meetingId, 'ask'), Asked),
  seen: (roomId: string) => post(onRoom(roomId, 'seen'), BoardRoom),
  setProfile: (roomId: string, profile: RoomProfile) => put(at('rooms', roomId, 'profile'), RoomReadiness, profile),
  askStill: (roomId: string) => post(onRoom(roomId, 'still'), StillState),
  /** By the room's own page. */
  sendStill: (jpeg: Blob) => authorisedBytes('PUT', '/api/readiness/still', jpeg),
  /** As an address that a picture shows, which ends with the page. */
  still: async (roomId: string, signal: AbortSignal) =>
    addressOf(await authorisedFile(onRoom(roomId, 'still'), signal)),
}

export const boardQueries = {
  /** Asked by the room's own page. */
  plan: () =>
    query(
      ['readiness', 'plan'],
      (signal) => get('/api/readiness/plan', ReadinessPlan, {}, signal),
      polled<ReadinessPlan>(PLAN_MS),
    ),
  board: (wanted: BoardWanted) =>
    query(
      ['readiness', 'board', wanted],
      (signal) => get('/api/readiness/board', Board, paramsOf(wanted), signal),
      polled<Board>(BOARD_MS),
    ),
  count: (meeting: string) =>
    query(
      ['readiness', 'count', meeting],
      (signal) => get('/api/readiness/count', ReadyCount, { meeting }, signal),
      polled<ReadyCount>(COUNT_MS),
    ),
  room: (roomId: string, meeting: string | null) =>
    query(
      ['readiness', 'room', roomId, meeting],
      (signal) => get(onRoom(roomId), RoomReadiness, { meeting }, signal),
      polled<RoomReadiness>(BOARD_MS),
    ),
  /** The room itself may have changed them since. */
  camera: (roomId: string) => query(['readiness', 'camera', roomId], (signal) => roomCameraApi.read(roomId, signal)),
  settings: (roomId: string) =>
    query(
      ['readiness', 'settings', roomId],
      (signal) => roomSettingsApi.read(roomId, signal),
      polled<RoomSettingsState>(COUNT_MS),
    ),
  runs: (roomId: string, meeting: string | null, before: number | null) =>
    query(['readiness', 'runs', roomId, meeting, before], (signal) =>
      get(onRoom(roomId, 'runs'), RunPage, { meeting, before }, signal),
    ),
  run: (roomId: string, runId: string, meeting: string | null) =>
    query(['readiness', 'run', roomId, runId, meeting], (signal) =>
      get(onRoom(roomId, 'runs', runId), Run, { meeting }, signal),
    ),
  still: (roomId: string, takenAt: number) =>
    query(['readiness', 'still', roomId, takenAt], (signal) => boardApi.still(roomId, signal)),
}

const addressOf = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''))
    reader.addEventListener('error', () => reject(new RequestFailed('internal')))
    reader.readAsDataURL(blob)
  })
