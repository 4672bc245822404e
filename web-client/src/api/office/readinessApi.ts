import {
  Asked,
  Board,
  BoardRoom,
  ReadyCount,
  RoomReadiness,
  Run,
  RunPage,
  StillState,
  type RoomProfile,
} from '@diem-cau/signaling-contract/readiness'
import { authorisedFile } from '../client/account.ts'
import { at, get, post, put, queryString } from '../client/officeRequest.ts'
import { polled } from '../loading/polled.ts'
import { query } from '../loading/query.ts'

/** The board is asked for so often while somebody looks, in milliseconds; one that is the same comes from the browser's own store. */
const BOARD_MS = 3_000
const COUNT_MS = 15_000

/** A meeting, all rooms, or (null) the rooms of the next meeting. */
export type BoardWanted = string | 'all' | null

const paramsOf = (wanted: BoardWanted) =>
  wanted === null ? {} : wanted === 'all' ? { all: true } : { meeting: wanted }

const onRoom = (roomId: string, ...rest: readonly string[]) => at('readiness', 'rooms', roomId, ...rest)

/** How ready rooms are, and what is asked of them. */
export const readinessApi = {
  boardFile: (wanted: BoardWanted) => authorisedFile(`/api/readiness/board.xlsx${queryString(paramsOf(wanted))}`),
  /** @param meeting who conducts it may ask its rooms; null: by one's role where the room is */
  ask: (roomId: string, meeting: string | null) => post(onRoom(roomId, 'ask') + queryString({ meeting }), BoardRoom),
  askAll: (meetingId: string) => post(at('readiness', 'meetings', meetingId, 'ask'), Asked),
  seen: (roomId: string) => post(onRoom(roomId, 'seen'), BoardRoom),
  setProfile: (roomId: string, profile: RoomProfile) => put(at('rooms', roomId, 'profile'), RoomReadiness, profile),
  askStill: (roomId: string) => post(onRoom(roomId, 'still'), StillState),
  still: (roomId: string, signal: AbortSignal) => authorisedFile(onRoom(roomId, 'still'), signal),
}

export const readinessQueries = {
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
  runs: (roomId: string, meeting: string | null, before: number | null) =>
    query(['readiness', 'runs', roomId, meeting, before], (signal) =>
      get(onRoom(roomId, 'runs'), RunPage, { meeting, before }, signal),
    ),
  run: (roomId: string, runId: string, meeting: string | null) =>
    query(['readiness', 'run', roomId, runId, meeting], (signal) =>
      get(onRoom(roomId, 'runs', runId), Run, { meeting }, signal),
    ),
  still: (roomId: string, takenAt: number) =>
    query(['readiness', 'still', roomId, takenAt], (signal) => readinessApi.still(roomId, signal)),
}
