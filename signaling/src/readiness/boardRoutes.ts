import { createHash } from 'node:crypto'
import { type Account, AccountId, ErrorBody, MeetingError, MeetingId, RowId } from '@diem-cau/signaling-contract'
import type { ResourceId } from '@diem-cau/signaling-contract/operations'
import {
  Asked,
  Board,
  BoardQuery,
  BoardRoom,
  ReadyCount,
  RoomProfile,
  RoomReadiness,
  Run,
  RunPage,
  RunsQuery,
  StillState,
} from '@diem-cau/signaling-contract/readiness'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { inTransaction } from '../db/sql/inTransaction.ts'
import type { Schema } from '../db/schema.ts'
import { sendData } from '../office/files/sendData.ts'
import { mayAt, requireMay } from '../office/access.ts'
import type { OfficeContext } from '../office/OfficeContext.ts'
import type { RunningMeetings } from '../office/RunningMeetings.ts'
import type { ScheduleStore } from '../office/schedule/ScheduleStore.ts'
import { sheetFile } from '../office/tables/sheetFile.ts'
import { BoardReader } from './BoardReader.ts'
import { boardSheet } from './boardSheet.ts'
import { anyProfile, type Asking, ReadinessDesk } from './ReadinessDesk.ts'
import { roomResource } from './roomResource.ts'
import { ReadinessStore } from './store/ReadinessStore.ts'
import { RunStore } from './store/RunStore.ts'
import { STILL_KEPT_MS, StillStore } from './store/StillStore.ts'

export type BoardRoutesOptions = OfficeContext & {
  readonly meetings: Pick<RunningMeetings, 'isIn'>
  readonly schedules: ScheduleStore
  /** Somebody has taken on all that is told of a place; how many alerts that were. */
  readonly acknowledge: (tx: Kysely<Schema>, resource: ResourceId, by: string, now: number) => Promise<number>
}

const errors = { '4xx': ErrorBody, '5xx': ErrorBody }
const roomParams = z.object({ roomId: AccountId })
const ofMeeting = z.object({ meeting: MeetingId.optional() })

/** The board of rooms, one room, and what is asked of them (SPEC 18.24 to 18.31). */
export const boardRoutes: FastifyPluginAsyncZod<BoardRoutesOptions> = async (app, office) => {
  const { authenticate, db, clock, audit, acknowledge } = office
  const boards = new BoardReader(office)
  const desk = new ReadinessDesk(office)
  const askingOf = async (request: FastifyRequest): Promise<Asking> => ({
    account: await authenticate(request),
    ip: request.ip,
  })
  const boardOf = async (account: Account, { meeting, all = false }: BoardQuery) =>
    boards.board(account, { meeting, all })

  app.get(
    '/readiness/board',
    {
      config: { cost: 2 },
      schema: {
        summary: 'All rooms: how each stands, why, since when, and who was told',
        querystring: BoardQuery,
        response: { 200: Board, 304: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      const board = await boardOf(await authenticate(request), request.query)
      // The time alone is no news: who asks has a clock.
      const { now: _, ...told } = board
      const tag = `"${createHash('sha256').update(JSON.stringify(told)).digest('base64url').slice(0, 22)}"`
      // The browser keeps it to ask whether it is still so, and shows it to nobody without asking.
      reply.header('etag', tag).header('cache-control', 'private, no-cache')
      if (request.headers['if-none-match'] === tag) return reply.code(304).send(null)
      return board
    },
  )

  app.get(
    '/readiness/board.xlsx',
    {
      config: { cost: 10 },
      schema: { summary: 'The same as a table', querystring: BoardQuery, response: errors },
    },
    async (request, reply) => {
      const board = await boardOf(await authenticate(request), request.query)
      return sendData(reply, 'xlsx', 'san-sang.xlsx', await sheetFile('xlsx', [boardSheet(board)]))
    },
  )

  app.get(
    '/readiness/count',
    {
      schema: {
        summary: 'How many rooms of a meeting are ready',
        querystring: z.object({ meeting: MeetingId }),
        response: { 200: ReadyCount, ...errors },
      },
    },
    async (request) => boards.count(await authenticate(request), request.query.meeting),
  )

  app.get(
    '/readiness/rooms/:roomId',
    {
      schema: {
        summary: 'One room: its steps, what it should have, and its last 24 months by day',
        params: roomParams,
        querystring: ofMeeting,
        response: { 200: RoomReadiness, ...errors },
      },
    },
    async (request) => detail(await authenticate(request), request.params.roomId, request.query.meeting),
  )

  app.get(
    '/readiness/rooms/:roomId/runs',
    {
      schema: {
        summary: 'Tests of a room, the newest first',
        params: roomParams,
        querystring: RunsQuery.extend(ofMeeting.shape),
        response: { 200: RunPage, ...errors },
      },
    },
    async (request) => {
      const { roomId } = request.params
      await boards.room(await authenticate(request), roomId, request.query.meeting)
      return new RunStore(db).list(roomId, request.query.before ?? null)
    },
  )

  app.get(
    '/readiness/rooms/:roomId/runs/:runId',
    {
      schema: {
        summary: 'One test with its figures',
        params: roomParams.extend({ runId: RowId }),
        querystring: ofMeeting,
        response: { 200: Run, ...errors },
      },
    },
    async (request) => {
      const { roomId, runId } = request.params
      await boards.room(await authenticate(request), roomId, request.query.meeting)
      const run = await new RunStore(db).find(roomId, runId)
      if (!run) throw new MeetingError('notFound', 'there is no such test, or its figures are kept no more')
      return run
    },
  )

  app.post(
    '/readiness/rooms/:roomId/ask',
    {
      schema: {
        summary: 'The room tests itself now',
        params: roomParams,
        querystring: ofMeeting,
        response: { 200: BoardRoom, ...errors },
      },
    },
    async (request) => {
      const asking = await askingOf(request)
      const { roomId } = request.params
      const { meeting } = request.query
      const conducts = meeting !== undefined && (await conductsWith(asking.account, meeting, roomId))
      await desk.ask(asking, roomId, conducts)
      return boards.room(asking.account, roomId, meeting)
    },
  )

  app.post(
    '/readiness/meetings/:meetingId/ask',
    {
      schema: {
        summary: 'All rooms of the meeting test themselves now',
        params: z.object({ meetingId: MeetingId }),
        response: { 200: Asked, ...errors },
      },
    },
    async (request) => {
      const asking = await askingOf(request)
      const { meetingId } = request.params
      const { meeting } = await boards.board(asking.account, { meeting: meetingId, all: false })
      if (!meeting?.mayAsk) throw new MeetingError('forbidden', 'for who conducts the meeting, or looks after its host')
      return { rooms: await desk.askAll(asking, meetingId) }
    },
  )

  app.post(
    '/readiness/rooms/:roomId/seen',
    {
      schema: {
        summary: 'Somebody looks after what was told of the room',
        params: roomParams,
        response: { 200: BoardRoom, ...errors },
      },
    },
    async (request) => {
      const { account, ip } = await askingOf(request)
      const { roomId } = request.params
      const { name, unit } = await boards.room(account, roomId, undefined)
      await requireMay(db, account, 'operations.read', unit.code)
      await inTransaction(db, async (tx) => {
        // Taken on again, it is the same: nobody is on record twice.
        if ((await acknowledge(tx, roomResource(roomId), account.name, clock())) === 0) return
        await audit.append(
          tx,
          { account, ip },
          { action: 'alert.acknowledged', subject: { type: 'room', id: roomId, name }, unitCode: unit.code },
        )
      })
      return boards.room(account, roomId, undefined)
    },
  )

  app.put(
    '/rooms/:roomId/profile',
    {
      schema: {
        summary: 'What the room should have, and what it allows',
        params: roomParams,
        body: RoomProfile,
        response: { 200: RoomReadiness, ...errors },
      },
    },
    async (request) => {
      const asking = await askingOf(request)
      const { roomId } = request.params
      await desk.setProfile(asking, roomId, request.body)
      return detail(asking.account, roomId, undefined)
    },
  )

  app.post(
    '/readiness/rooms/:roomId/still',
    {
      schema: {
        summary: 'A still of its camera, which the room shows that it takes',
        params: roomParams,
        response: { 200: StillState, ...errors },
      },
    },
    async (request) => {
      const asking = await askingOf(request)
      const { roomId } = request.params
      await desk.askStill(asking, roomId)
      return stillOf(roomId)
    },
  )

  app.get(
    '/readiness/rooms/:roomId/still',
    { schema: { summary: 'The still that was taken, for ten minutes', params: roomParams, response: errors } },
    async (request, reply) => {
      const account = await authenticate(request)
      const { roomId } = request.params
      await desk.requireAct({ account }, roomId)
      const still = await new StillStore(db).find(roomId, clock())
      if (!still) throw new MeetingError('notFound', 'there is no still')
      return sendData(reply, 'jpeg', 'camera.jpg', Buffer.from(still.jpeg))
    },
  )

  async function detail(account: Account, roomId: AccountId, meeting: MeetingId | undefined): Promise<RoomReadiness> {
    const shown = await boards.room(account, roomId, meeting)
    const [known, days, still, mayAct] = await Promise.all([
      new ReadinessStore(db).find(roomId),
      new RunStore(db).days(roomId, clock()),
      stillOf(roomId),
      mayAt(db, account, 'operations.act', shown.unit.code),
    ])
    return { ...shown, profile: known.profile ?? anyProfile, steps: [...known.steps], days, still, mayAct }
  }

  async function stillOf(roomId: AccountId): Promise<StillState> {
    const { stillAskedAt } = await new ReadinessStore(db).find(roomId)
    const isOpen = stillAskedAt !== null && clock() - stillAskedAt < STILL_KEPT_MS
    return { askedAt: isOpen ? stillAskedAt : null, takenAt: await new StillStore(db).takenAt(roomId, clock()) }
  }

  /** True for who conducts a meeting that the room is invited to. */
  async function conductsWith(account: Account, meetingId: MeetingId, roomId: AccountId): Promise<boolean> {
    const { meeting, rooms } = await boards.board(account, { meeting: meetingId, all: false })
    return meeting?.mayAsk === true && rooms.some((room) => room.roomId === roomId)
  }
}
