import { isDeepStrictEqual } from 'node:util'
import {
  conductRequests,
  initialState,
  mayBeHeard,
  type MeetingState,
  type ParticipantId,
  reduce,
} from '@diem-cau/signaling-contract'
import { checkChain } from '../../signaling/src/db/log/chainedLog.ts'
import { MeetingLogTable } from '../../signaling/src/db/log/MeetingLogTable.ts'
import { refusalAtDoor } from '../../signaling/src/domain/meeting/door/decideJoin.ts'
import { nearlyHeard } from '../../signaling/src/domain/meeting/floor/nearlyHeard.ts'
import { mustWait } from '../../signaling/src/domain/meeting/door/waitingRoom.ts'
import type { MeetingHost } from '../../signaling/src/live/meeting/MeetingHost.ts'
import type { FakeNode } from './FakeNode.ts'
import { people } from './Office.ts'
import type { Pair } from './Pair.ts'
import type { SignalingProcess } from './SignalingProcess.ts'
import type { Tab } from './Tab.ts'

/** All that does not fit once everything is there and nothing happens any more. */
export async function whatIsWrong(pair: Pair): Promise<string[]> {
  const { signaling, node, meetingId } = pair
  if (!signaling || !node) return ['signaling or the media node is not there']
  const host = signaling.host(meetingId)
  const wrong = await wrongInLog(pair, host)
  if (!host) return wrong
  const welcome = await whoIsWelcome(pair, host)
  return [
    ...wrong,
    ...Object.values(pair.tabs).flatMap((tab) => wrongAt(tab, host, signaling, node)),
    ...wrongAround(pair, host, signaling, node, welcome),
  ]
}

/** Finds whom a join would let in now: for nobody else anything stays ready at the door (SPEC 5.9). */
async function whoIsWelcome(
  { office, meetingId, clock }: Pair,
  { state, schedule }: MeetingHost,
): Promise<ReadonlySet<ParticipantId>> {
  const welcome = new Set<ParticipantId>()
  for (const { account, participantId } of Object.values(people)) {
    const visitor = {
      invitation: await office.schedules.invitation(meetingId, account),
      mayKnow: true,
      participantId,
      schedule,
    }
    if (!refusalAtDoor(state, visitor, clock.now) && !mustWait(state, visitor)) welcome.add(participantId)
  }
  return welcome
}

/** The record has no gap, is what the server goes on from, and holds each request once (SPEC 1.6, 2.2, 2.3, 13.2). */
async function wrongInLog({ office, meetingId, acknowledged }: Pair, host: MeetingHost | null): Promise<string[]> {
  const wrong: string[] = []
  const events = await new MeetingLogTable(office.store.db).read(meetingId, 0)
  if (events.some(({ seq }, index) => seq !== index + 1)) wrong.push('the log has a gap')
  if (events.length > 0 && (await checkChain(office.store.db, meetingId, null)).state !== 'intact')
    wrong.push('the chain of the log is broken')
  const state = events.reduce(reduce, initialState(meetingId))
  if (host && !same(state, host.state))
    wrong.push(`the server's state is not what its log says: ${difference(state, host.state)}`)
  const rows = office.store.raw
    .prepare(
      'select seq, actor, request_id from meeting_log where meeting_id = ? and request_id is not null order by seq',
    )
    .all(meetingId)
  for (const { requestId, name } of acknowledged) {
    // Others are done again by another process, and that does no harm (SPEC 1.6).
    if (!Object.hasOwn(conductRequests, name)) continue
    const seqs = rows.flatMap(({ seq, request_id }) => (request_id === requestId ? [Number(seq)] : []))
    if (seqs.some((seq, index) => index > 0 && seq !== (seqs[index - 1] ?? 0) + 1)) wrong.push(`${name} was done twice`)
    if (name === 'vote:cast' && seqs.length === 0) wrong.push('a ballot was acknowledged, and is not on record')
  }
  return wrong
}

/** One tab against the server: where it is, what it knows, what it receives. */
function wrongAt(tab: Tab, { state }: MeetingHost, signaling: SignalingProcess, node: FakeNode): string[] {
  const wrong: string[] = []
  const { phase } = tab
  const { participantId } = tab.person
  const { meeting, media, connection } = tab.client.store.getState()
  const say = (text: string) => void wrong.push(`${tab.name} (${phase.kind}) ${text}`)
  const sockets = [...signaling.sockets.values()].filter(({ deviceId }) => deviceId === tab.deviceId)
  const [socket] = sockets
  const participant = state.participants[participantId]
  const isMine = participant?.deviceId === tab.deviceId
  const waits = state.door.waiting.some((visitor) => visitor.participantId === participantId)
  if (sockets.length > 1) say('has several sockets')
  const open = tab.phase.kind !== 'removed' && tab.phase.kind !== 'refused'
  if (open && !socket) say('has no socket')
  const place = socket?.client.isJoined ? placeOf(socket.client) : null
  if (!tab.wantsIn && (phase.kind === 'inMeeting' || phase.kind === 'waiting'))
    say('is there against the will of who sits there')
  switch (phase.kind) {
    case 'inMeeting':
      if (!participant || !isMine) say('is not in the meeting')
      else {
        if (place?.endpointId !== participant.endpointId) say('has no place on its socket')
        if (participant.line !== 'online') say('has a line that is lost')
        if (connection.kind !== 'online') say(`shows that it is ${connection.kind}`)
        if (media !== 'running') say(`has media that is ${media}`)
        if (!node.endpoints.some(({ of }) => of === participant.endpointId)) say('has no endpoint at the media node')
        if (!same(forAll(meeting), forAll(state)))
          say(`knows another state: ${difference(forAll(meeting), forAll(state))}`)
      }
      break
    case 'waiting':
      if (participant && isMine) say('is in the meeting')
      if (!participant && !waits) say('does not wait there')
      if (socket?.client.isJoined) say('has a place')
      break
    case 'joining':
      say('goes in for ever')
      break
    case 'lobby':
    case 'left':
    case 'replaced':
    case 'ended':
    case 'removed':
    case 'expelled':
    case 'refused':
      if (participant && isMine) say('is in the meeting')
      if (place) say('has a place')
      break
    default:
      phase satisfies never
  }
  return wrong
}

/** Nobody is there whom no tab knows of, and the media node has what the meeting has. */
function wrongAround(
  { tabs, watch }: Pair,
  { state }: MeetingHost,
  signaling: SignalingProcess,
  node: FakeNode,
  welcome: ReadonlySet<ParticipantId>,
): string[] {
  const wrong: string[] = []
  const all = Object.values(tabs)
  for (const { participantId, deviceId } of Object.values(state.participants)) {
    if (!all.some((tab) => tab.deviceId === deviceId && tab.phase.kind === 'inMeeting'))
      wrong.push(`${participantId} is in the meeting, and at no device`)
  }
  for (const { participantId } of state.door.waiting) {
    if (!all.some((tab) => tab.person.participantId === participantId && tab.phase.kind === 'waiting'))
      wrong.push(`${participantId} waits at the door, and at no device`)
  }
  const inside = new Map(
    Object.values(state.participants).map(({ endpointId, participantId }) => [endpointId, participantId]),
  )
  const atDoor = new Set(
    [...signaling.sockets.values()].flatMap(({ line, deviceId }) => {
      const tab = all.find((one) => one.deviceId === deviceId)
      const prepared =
        tab &&
        welcome.has(tab.person.participantId) &&
        ['lobby', 'left', 'replaced', 'expelled'].includes(tab.phase.kind)
          ? watch.preparedOn(line.id)
          : null
      return prepared ? [prepared] : []
    }),
  )
  for (const { of: endpointId, voice, producers } of node.endpoints) {
    const participantId = inside.get(endpointId)
    if (participantId === undefined) {
      if (!atDoor.has(endpointId)) wrong.push("the media node has an endpoint that is nobody's")
      if (producers.size > 0) wrong.push('an endpoint at the door sends')
    } else if (voice !== mayBeHeard(state, participantId))
      wrong.push(
        `the microphone of ${participantId} is ${voice ? 'open' : 'closed'} at the media node, and should not be (SPEC 8.5)`,
      )
    for (const { producerId, ownPause } of producers.values()) {
      const known = state.producers[producerId]
      if (!known) wrong.push('the media node has a producer that is not on record')
      else if (known.paused !== ownPause) wrong.push('a producer is paused at the media node or on record, not both')
    }
  }
  // A producer that somebody takes is sent by its device (SPEC 5.11), and a microphone that nobody may hear is not.
  const senders = new Map(all.flatMap(({ device }) => [...device.producing]))
  for (const { producerId, source } of node.flows)
    if (senders.get(producerId)?.isSending === false) wrong.push(`a ${source} is shown that its device does not send`)
  const soon = nearlyHeard(state)
  for (const { producerId, participantId, source } of Object.values(state.producers))
    if (source === 'mic' && !mayBeHeard(state, participantId) && !soon.has(participantId))
      if (senders.get(producerId)?.isSending === true) wrong.push(`a microphone that nobody may hear is sent`)
  // Whoever may be heard is, by everybody, whichever node either is on (SPEC 5.3, 6.8): there are fewer than may speak at once.
  const flowing = new Set(node.flows.map(({ producerId, to }) => `${producerId} ${to}`))
  for (const { producerId, participantId, source, paused } of Object.values(state.producers)) {
    if (source !== 'mic' || paused || !mayBeHeard(state, participantId)) continue
    for (const [endpointId, listener] of inside)
      if (listener !== participantId && !flowing.has(`${producerId} ${endpointId}`))
        wrong.push(`${listener} does not hear ${participantId}`)
  }
  const sent = new Set(
    node.endpoints.flatMap(({ producers }) => [...producers.values()].map(({ producerId }) => producerId)),
  )
  for (const { producerId, source } of Object.values(state.producers))
    if (!sent.has(producerId)) wrong.push(`a ${source} is on record that nobody sends`)
  return wrong
}

function placeOf(client: { readonly place: { readonly endpointId: string } }): { readonly endpointId: string } | null {
  try {
    return client.place
  } catch {
    return null
  }
}

/** Leaves out the count of a vote, which is told to nobody before it is closed, and its choices, which depend on when one came (SPEC 12.6). */
function forAll(state: MeetingState): MeetingState {
  const votes = Object.fromEntries(
    Object.entries(state.conduct.votes).map(([id, vote]) => [id, { ...vote, ballots: Object.keys(vote.ballots) }]),
  )
  return { ...state, conduct: { ...state.conduct, votes: votes as never } }
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b))

/** The first place where two states differ. */
function difference(a: unknown, b: unknown, path = ''): string {
  const keys = (value: unknown) => (typeof value === 'object' && value !== null ? Object.keys(value) : [])
  const at = (value: unknown, key: string) => (value as Record<string, unknown>)[key]
  for (const key of new Set([...keys(a), ...keys(b)])) {
    if (keys(a).length > 0 && keys(b).length > 0 && !same(at(a, key), at(b, key)))
      return difference(at(a, key), at(b, key), `${path}/${key}`)
  }
  return `${path} ${JSON.stringify(a)?.slice(0, 200)} instead of ${JSON.stringify(b)?.slice(0, 200)}`
}
