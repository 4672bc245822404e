/**
 * `npm run bench:floor -- [--json] [--endpoints 85] [--grants 40] [--everything]`: from the chair's click (its request is sent) to the
 * first packet of sound at each of the other endpoints, which all have real sockets and real lines. A microphone that nobody takes is
 * silent until it is asked for (SPEC 5.11); with `--everything` they never stop. The floor goes to the next in the queue, for whom
 * everything stands by, and in turns with that to a room that did not ask, whose consumers have to be made first.
 */
import { cpus } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { seatsOf, TestOffice } from '../protocol/support/TestOffice.ts'
import { readOptions, whole } from '../support/readOptions.ts'
import { Farm } from './farm/Farm.ts'
import { FloorRoom } from './floor/FloorRoom.ts'
import { percentile } from '../support/percentile.ts'

const { json, endpoints, grants, everything } = readOptions(
  'npm run bench:floor --',
  { endpoints: whole(85, 3), grants: whole(40, 1) },
  ['everything'],
)

/** The chair asks four times a round, and may ask 20 times a second on average (SPEC 1.5); in milliseconds. */
const ROUND_MS = 250

const now = () => performance.timeOrigin + performance.now()

async function bench() {
  await using office = await TestOffice.open({ seats: seatsOf(endpoints), mediaNode: 'process' })
  await using farm = await Farm.start()
  const rooms: FloorRoom[] = []
  try {
    for (let index = 0; index < endpoints; index += 1)
      rooms.push(
        await FloorRoom.enter(farm, {
          url: office.url,
          token: office.official(index).token,
          meetingId: office.meetingId,
          heedsDemand: !everything,
        }),
      )
    const [chair, ...wards] = rooms
    if (!chair) throw new Error('no chair')
    await chair.ask('meeting:start', { belowQuorum: true })
    await Promise.all(wards.map((room) => room.hearsOnly(chair.participantId)))
    const all: number[] = []
    const last: number[] = []
    const unasked: number[] = []
    for (let round = 0; round < grants; round += 1) {
      const paced = delay(ROUND_MS)
      const speaker = wards[round % wards.length]
      if (!speaker) throw new Error('nobody to speak')
      const { participantId } = speaker
      await speaker.ask('floor:request', { itemId: null, speaker: '', note: '' })
      const listeners = rooms.filter((room) => room !== speaker)
      const watched = await Promise.all(listeners.map(async (room) => room.watch(await room.standsBy(participantId))))
      const clicked = now()
      const granted = chair.ask('floor:grant', { participantId, itemId: null })
      const took = (await Promise.all(watched.map(({ arrival }) => arrival))).map((at) => at - clicked)
      await granted
      all.push(...took)
      last.push(Math.max(...took))
      await chair.ask('floor:end', { participantId })
      unasked.push(...(await outOfTurn(chair, wards[(round + 1) % wards.length] ?? speaker, rooms)))
      await paced
    }
    const { skipped, lost } = await farm.usage()
    return {
      endpoints,
      /** The figure is over all endpoints of all grants, in milliseconds. */
      p50Ms: round(percentile(all, 0.5)),
      p95Ms: round(percentile(all, 0.95)),
      /** The last endpoint of each grant. */
      lastP50Ms: round(percentile(last, 0.5)),
      lastP95Ms: round(percentile(last, 0.95)),
      minMs: round(Math.min(...all)),
      maxMs: round(Math.max(...all)),
      /** The same for rooms that did not ask, as many grants. */
      outOfTurn: {
        p50Ms: round(percentile(unasked, 0.5)),
        p95Ms: round(percentile(unasked, 0.95)),
        maxMs: round(Math.max(...unasked)),
      },
      grants,
      /** Frames that the farm left out because it was late: many mean that the machine was too busy for the figures. */
      framesNotSent: skipped,
      lost,
      machine: {
        cpu: cpus()[0]?.model ?? 'unknown',
        cores: cpus().length,
        node: process.version,
        log: 'SQLite, full fsync',
      },
    }
  } finally {
    for (const room of rooms) room.close()
  }
}

/** @returns how long each endpoint waited for the first sound of a room that nothing stands by for */
async function outOfTurn(chair: FloorRoom, speaker: FloorRoom, rooms: readonly FloorRoom[]): Promise<number[]> {
  const { participantId } = speaker
  const listeners = rooms.filter((room) => room !== speaker)
  const silent = () => Promise.all(listeners.map((room) => room.hearsOnly(chair.participantId)))
  await silent()
  const clicked = now()
  const granted = chair.ask('floor:grant', { participantId, itemId: null })
  const took = await Promise.all(
    listeners.map(async (room) => (await room.firstPacket(await room.standsBy(participantId))) - clicked),
  )
  await granted
  await chair.ask('floor:end', { participantId })
  await silent()
  return took
}

const round = (value: number) => Math.round(value * 10) / 10

const result = await bench()
if (json) console.log(JSON.stringify(result))
else {
  const { p50Ms, p95Ms, lastP50Ms, lastP95Ms, outOfTurn: unasked, machine } = result
  console.log(
    `${endpoints} endpoints, ${grants} grants: first sound ${p50Ms} ms after the click (p50), ${p95Ms} ms (p95); at the last endpoint ${lastP50Ms} and ${lastP95Ms} ms`,
  )
  console.log(`to a room that did not ask: ${unasked.p50Ms} ms (p50), ${unasked.p95Ms} ms (p95)`)
  console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${machine.log}`)
}
process.exit(0)
