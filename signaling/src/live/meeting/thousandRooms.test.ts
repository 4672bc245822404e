import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { EndpointId, ProducerId, type Source, UnitCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { MeetingLogTable } from '../../db/log/MeetingLogTable.ts'
import { asks, optionId, programme, voteData, voteId } from '../../testing/conduct.ts'
import { account, at, joinCommand, meetingId, NOON, participantOf, system } from '../../testing/people.ts'
import { silent, temporaryStore } from '../../testing/temporaryStore.ts'
import { syncForClients } from './forClients.ts'
import { Meeting } from './Meeting.ts'

const ROOMS = 1000
/** Ids are random as they are in an office: nothing of them can be left out by who packs them. */
const rooms = Array.from({ length: ROOMS }, (_, n) => {
  const name = randomUUID()
  const unit = { code: UnitCode.parse(`tinh.huyen-${n % 10}.xa-${n}`), name: `Uỷ ban nhân dân xã Vĩnh Thạnh ${n}` }
  return { name, unit, endpointId: EndpointId.parse(randomUUID()) }
})
type Room = (typeof rooms)[number]

const join = ({ name, unit, endpointId }: Room) =>
  [
    joinCommand(name, {
      maxParticipants: 2 * ROOMS,
      endpointId,
      invitation: { name: unit.name, unit, organisation: '', seat: 'delegate' },
    }),
    account(name),
  ] as const
const as = ({ name, endpointId }: Room) => ({
  kind: 'endpoint' as const,
  participantId: participantOf(name),
  endpointId,
})
const opens = (room: Room, source: Source) => {
  const layerHeights = source === 'camera' ? [180, 360, 720] : []
  const producer = { producerId: ProducerId.parse(randomUUID()), source, paused: false, layerHeights }
  return [{ type: 'openProducer' as const, producer }, as(room)] as const
}

test(
  '2.1, 2.4 what a thousand rooms answer at once is told in a handful of notices, and who joins then gets less than 300 kB',
  { timeout: 120_000 },
  async () => {
    const store = await temporaryStore()
    let notices = 0
    const meeting = await Meeting.open({
      meetingId,
      log: new MeetingLogTable(store.db),
      logger: silent,
      clock: () => NOON,
      onCommitted: () => void (notices += 1),
    })
    const all = async (steps: readonly (readonly [Parameters<Meeting['execute']>[0], ReturnType<typeof as>])[]) => {
      const before = notices
      await Promise.all(steps.map(([command, actor]) => meeting.execute(command, { actor })))
      return notices - before
    }
    await meeting.execute(joinCommand('chair', { seat: 'chair' }), { actor: account('chair') })
    const plan = { ...programme.programme, units: rooms.map(({ unit }) => unit) }
    await meeting.execute({ type: 'setProgramme', programme: plan }, { actor: system })
    const asChair = async (...[command]: readonly [Parameters<Meeting['execute']>[0], unknown]) =>
      meeting.execute(command, { actor: at('chair') })
    await asChair(...asks('chair', 'meeting:start', { belowQuorum: true }))
    await Promise.all(rooms.map(join).map(([command, actor]) => meeting.execute(command, { actor })))
    await all(rooms.map((room) => opens(room, 'mic')))
    await all(rooms.map((room) => opens(room, 'camera')))

    await asChair(...asks('chair', 'rollCall:open', {}))
    const confirm = ({ unit }: Room) => ({ unitCode: null, count: 12, people: [`Ông ${unit.name}`] })
    const told = await all(
      rooms.map((room) => [asks(room.name, 'rollCall:confirm', confirm(room))[0], as(room)] as const),
    )
    expect(told).toBeLessThanOrEqual(7)
    await asChair(...asks('chair', 'vote:open', voteData(1, { secret: true })))
    const choices = ['yes', 'no', 'abstain']
    const cast = (n: number) => ({ voteId: voteId(1), optionId: optionId(choices[n % 3] ?? 'yes') })
    const counted = await all(rooms.map((room, n) => [asks(room.name, 'vote:cast', cast(n))[0], as(room)] as const))
    expect(counted).toBeLessThanOrEqual(7)
    expect(await new MeetingLogTable(store.db).tally(meetingId, voteId(1))).toEqual({ yes: 334, no: 333, abstain: 333 })

    const snapshot = JSON.stringify(syncForClients(meeting.syncSince(null)))
    expect(gzipSync(snapshot).length).toBeLessThanOrEqual(300_000)
  },
)
