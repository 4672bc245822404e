import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import type { MeetingId, Seat } from '@diem-cau/signaling-contract'
import { participantIdOf } from '../../signaling/src/domain/meeting/core/participantIdOf.ts'
import { checkChain } from '../../signaling/src/db/log/chainedLog.ts'
import { openStore } from '../../signaling/src/db/engine/openStore.ts'
import { seed } from '../protocol/support/seed.ts'
import { auditRecord, type Finding, MeetingRecordRows } from './auditRecord.ts'
import { ChaosClient } from './ChaosClient.ts'
import type { ChaosServer } from './ChaosServer.ts'
import { Script } from './Script.ts'
import { Told } from './Told.ts'

const SEATS: Seat[] = ['chair', 'secretary', ...Array.from({ length: 6 }, (): Seat => 'delegate')]

/** The kill comes at a random moment of this time after all are back. */
const WITHIN_MS = 120

export type Round = { readonly told: Told; readonly record: MeetingRecordRows; readonly findings: readonly Finding[] }

/** One meeting whose signaling is killed again and again while it votes and changes the floor; its record is looked at after each restart. */
export async function killDuringMeeting(
  server: ChaosServer,
  name: string,
  kills: number,
  onKill: () => void = () => {},
): Promise<Round> {
  const dataDir = await server.newDataDir(name)
  const { meetingId, officials } = await seed(dataDir, SEATS)
  const told = new Told()
  const script = new Script()
  const clients = officials.map(
    ({ accountId, token }) => new ChaosClient({ url: server.url, token, meetingId }, participantIdOf(accountId), told),
  )
  const [chair, secretary, ...rooms] = clients
  const [one, two] = rooms
  if (!chair || !secretary || !one || !two) throw new Error('too few seats')
  const findings = new Map<string, Finding>()
  const look = async () => {
    const record = await readRecord(dataDir, meetingId)
    for (const finding of auditRecord(record, told)) findings.set(`${finding.kind} ${finding.what}`, finding)
    return record
  }

  const parts = [
    { client: chair, next: () => script.chair(rooms.length) },
    { client: secretary, next: () => script.secretary() },
    ...rooms.map((client) => ({ client, next: () => script.room(client.participantId) })),
  ]
  await server.start(dataDir)
  for (let kill = 0; kill < kills; kill += 1) {
    await Promise.all(clients.map((client) => client.join()))
    if (kill === 0) {
      for (const { by, step } of script.opening([one.participantId, two.participantId])) {
        await (by === 'chair' ? chair : by === 'secretary' ? secretary : by === one.participantId ? one : two).once(
          step,
        )
      }
    }
    const work = Promise.all(parts.map(({ client, next }) => client.work(next)))
    await Promise.race([wait(Math.random() * WITHIN_MS), work])
    await server.kill()
    await work
    for (const { client } of parts) client.close()
    onKill()
    await server.start(dataDir)
    await look()
  }
  // Commands that were on their way at the last kill are asked once more, and are answered now.
  await Promise.all(clients.map((client) => client.join()))
  await Promise.all(clients.map((client) => client.finish()))
  for (const client of clients) client.close()
  await server.kill()
  const record = await look()
  const chain = await chainOf(dataDir, meetingId)
  if (chain !== 'intact') findings.set('chain', { kind: 'contradicted', what: `the chain of ${name} is ${chain}` })
  return { told, record, findings: [...findings.values()] }
}

async function readRecord(dataDir: string, meetingId: MeetingId): Promise<MeetingRecordRows> {
  // The database is read beside the server, which has the file open.
  using db = new DatabaseSync(join(dataDir, 'diem-cau.sqlite'), { readOnly: true, timeout: 2000 })
  const rows = db
    .prepare('SELECT seq, at, actor, request_id AS requestId, event FROM meeting_log WHERE meeting_id = ? ORDER BY seq')
    .all(meetingId)
  const tallies = db
    .prepare('SELECT vote_id AS voteId, option_id AS optionId, count FROM vote_tally WHERE meeting_id = ?')
    .all(meetingId)
  return MeetingRecordRows.parse({ rows, tallies })
}

async function chainOf(dataDir: string, meetingId: MeetingId): Promise<string> {
  const store = await openStore(join(dataDir, 'diem-cau.sqlite'))
  try {
    return (await checkChain(store.db, meetingId, null)).state
  } finally {
    await store.close()
  }
}
