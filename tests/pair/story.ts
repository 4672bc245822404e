import fc from 'fast-check'
import { OptionId, VoteId } from '@diem-cau/signaling-contract'
import { type Pair, type TabName, tabNames } from './Pair.ts'
import { people } from './Office.ts'

const tab = fc.constantFrom(...tabNames)
const room = fc.constantFrom('ward1' as const, 'ward2' as const)
const conducts = fc.constantFrom('chair' as const, 'secretary' as const)
/** Moments that the code itself knows (coalescing, a disk, a grace) and those between, in milliseconds. */
const moment = fc.constantFrom(0, 1, 2, 3, 5, 10, 25, 60, 200, 700)
const aWhile = fc.constantFrom(0, 20, 300, 2_000, 6_000, 12_000, 20_000)
const flag = fc.boolean()

/** The steps that may happen next. A step that cannot happen as things are does nothing. */
const steps = {
  enter: fc.record({ do: fc.constant('enter' as const), tab, takeover: flag }),
  leave: fc.record({ do: fc.constant('leave' as const), tab }),
  reload: fc.record({ do: fc.constant('reload' as const), tab }),
  goAway: fc.record({ do: fc.constant('goAway' as const), tab }),
  cut: fc.record({
    do: fc.constant('cut' as const),
    tab,
    serverAfterMs: moment.map((ms) => ms * 10),
    clientAfterMs: moment.map((ms) => ms * 10),
    offMs: aWhile,
  }),
  stall: fc.record({ do: fc.constant('stall' as const), tab, ms: fc.constantFrom(5, 50, 1_000, 4_000, 11_000) }),
  latency: fc.record({ do: fc.constant('latency' as const), tab, ms: fc.constantFrom(0, 2, 9, 40, 300) }),
  signaling: fc.record({
    do: fc.constant('signaling' as const),
    how: fc.constantFrom('stop' as const, 'kill' as const),
    downMs: fc.constantFrom(0, 100, 3_000, 15_000),
  }),
  disk: fc.record({
    do: fc.constant('disk' as const),
    writtenMs: fc.constantFrom(0, 3, 30),
    knownMs: fc.constantFrom(0, 3, 30),
    fails: fc.constantFrom(false, false, true),
  }),
  node: fc.record({ do: fc.constant('node' as const), downMs: fc.constantFrom(0, 500, 8_000) }),
  worker: fc.record({ do: fc.constant('worker' as const) }),
  nodeLine: fc.record({
    do: fc.constant('nodeLine' as const),
    offMs: fc.constantFrom(0, 1_000, 12_000),
    joinMs: fc.constantFrom(0, 3, 50, 900),
  }),
  levels: fc.record({ do: fc.constant('levels' as const) }),
  move: fc.record({ do: fc.constant('move' as const), tab }),
  ice: fc.record({ do: fc.constant('ice' as const), tab }),
  mic: fc.record({ do: fc.constant('mic' as const), tab, on: flag }),
  camera: fc.record({ do: fc.constant('camera' as const), tab, on: flag }),
  admit: fc.record({
    do: fc.constant('admit' as const),
    by: conducts,
    who: fc.constantFrom('ward1' as const, 'ward2' as const, null),
  }),
  lock: fc.record({ do: fc.constant('lock' as const), by: conducts, locked: flag }),
  remove: fc.record({ do: fc.constant('remove' as const), by: conducts, who: room, barred: flag }),
  allow: fc.record({ do: fc.constant('allow' as const), by: conducts, who: room }),
  uninvite: fc.record({ do: fc.constant('uninvite' as const), who: room }),
  plan: fc.record({ do: fc.constant('plan' as const), waitingRoom: flag }),
  start: fc.record({ do: fc.constant('start' as const) }),
  mode: fc.record({
    do: fc.constant('mode' as const),
    mode: fc.constantFrom('chaired' as const, 'open' as const, 'silent' as const),
  }),
  ask: fc.record({ do: fc.constant('ask' as const), tab }),
  grant: fc.record({ do: fc.constant('grant' as const), by: conducts, who: room }),
  endFloor: fc.record({ do: fc.constant('endFloor' as const), by: conducts, who: room }),
  cutMic: fc.record({ do: fc.constant('cutMic' as const), by: conducts, who: room }),
  consent: fc.record({ do: fc.constant('consent' as const), tab }),
  silenceAll: fc.record({ do: fc.constant('silenceAll' as const), by: conducts }),
  stopCamera: fc.record({ do: fc.constant('stopCamera' as const), by: conducts, who: room }),
  voteOpen: fc.record({ do: fc.constant('voteOpen' as const), secret: flag }),
  voteCast: fc.record({ do: fc.constant('voteCast' as const), tab }),
  voteClose: fc.record({ do: fc.constant('voteClose' as const) }),
  chat: fc.record({ do: fc.constant('chat' as const), tab }),
  handOver: fc.record({
    do: fc.constant('handOver' as const),
    who: fc.constantFrom('secretary' as const, 'ward1' as const),
  }),
  end: fc.record({ do: fc.constant('end' as const) }),
}

type Steps = { [K in keyof typeof steps]: (typeof steps)[K] extends fc.Arbitrary<infer T> ? T : never }
type Step = Steps[keyof Steps]
/** A step, and how long after the one before it, in milliseconds. */
type Moment = Step & { readonly afterMs: number }

/** Weights of the steps: people come and go most of the time; meetings rarely end. */
const weights: Partial<Record<keyof Steps, number>> = {
  enter: 14,
  leave: 8,
  cut: 6,
  reload: 3,
  admit: 8,
  signaling: 3,
  mic: 3,
  end: 1,
  uninvite: 1,
  handOver: 1,
}

const step: fc.Arbitrary<Step> = fc.oneof(
  ...Object.entries(steps).map(([name, arbitrary]) => ({
    weight: weights[name as keyof Steps] ?? 2,
    arbitrary: arbitrary as fc.Arbitrary<Step>,
  })),
)

export interface Story {
  readonly waitingRoom: boolean
  readonly seed: number
  /** The tabs that go in before it begins, if nothing keeps them out. */
  readonly inside: readonly TabName[]
  /** Latency of every line, in milliseconds. */
  readonly latencyMs: number
  readonly moments: readonly Moment[]
}

export const story: fc.Arbitrary<Story> = fc.record({
  waitingRoom: flag,
  seed: fc.nat(99),
  inside: fc.subarray([...tabNames]),
  latencyMs: fc.constantFrom(2, 2, 30, 200),
  moments: fc.array(
    fc
      .tuple(step, fc.oneof({ weight: 3, arbitrary: moment }, { weight: 1, arbitrary: aWhile }))
      .map(([one, afterMs]): Moment => ({ ...one, afterMs })),
    { maxLength: 30, size: 'max' },
  ),
})

/** Tells the story, to its end. */
export async function tell(pair: Pair, { moments, inside, latencyMs }: Story): Promise<void> {
  for (const { path } of Object.values(pair.tabs)) path.latencyMs = latencyMs
  for (const name of inside) pair.tabs[name].enter()
  if (inside.length > 0) await pair.advance(1_500)
  for (const moment of moments) {
    await pair.advance(moment.afterMs)
    pair.watch.note(JSON.stringify(moment))
    await take(pair, moment)
  }
}

let votes = 0

async function take(pair: Pair, step: Step): Promise<void> {
  const { tabs, office, meetingId, signaling } = pair
  const ask = (by: TabName, ...request: Parameters<(typeof tabs)['chair']['ask']>) => tabs[by].ask(...request)
  const { participantId = people.ward1.participantId } = 'who' in step && step.who ? people[step.who] : {}
  switch (step.do) {
    case 'enter':
      return tabs[step.tab].enter({ takeover: step.takeover })
    case 'leave':
      return tabs[step.tab].leave()
    case 'reload':
      return tabs[step.tab].reload()
    case 'goAway':
      return tabs[step.tab].goAwayAndBack()
    case 'cut':
      return tabs[step.tab].path.cut(step)
    case 'stall':
      return tabs[step.tab].path.stall(step.ms)
    case 'latency':
      tabs[step.tab].path.latencyMs = step.ms
      return
    case 'signaling':
      return pair.restartSignaling(step.how, step.downMs)
    case 'disk':
      Object.assign(pair.disk, { beforeMs: step.writtenMs, afterMs: step.knownMs, fails: step.fails })
      return
    case 'node':
      return pair.loseNode(step.downMs)
    case 'worker':
      return pair.node?.loseWorker()
    case 'nodeLine':
      if (pair.node) pair.node.joinMs = step.joinMs
      return pair.nodePath.cut({ offMs: step.offMs })
    case 'levels':
      return pair.node?.reportLevels()
    case 'move':
      return pair.move(step.tab)
    case 'ice':
      return pair.breakLine(step.tab)
    case 'mic':
      return tabs[step.tab].do((client) => void client.local.setMic(step.on))
    case 'camera':
      return tabs[step.tab].do((client) => void client.local.setCamera(step.on))
    case 'admit':
      return ask(step.by, 'door:admit', { participantIds: step.who && [people[step.who].participantId] })
    case 'lock':
      return ask(step.by, 'door:lock', { locked: step.locked })
    case 'remove':
      return ask(step.by, 'participant:remove', { participantId, barred: step.barred, reason: '' })
    case 'allow':
      return ask(step.by, 'participant:allow', { participantId })
    case 'uninvite':
      await office.uninvite(meetingId, people[step.who])
      if (signaling)
        pair.clock.run(signaling.scope, () => void signaling.meetings.replanned([meetingId]).catch(() => undefined))
      return
    case 'plan':
      await office.setWaitingRoom(meetingId, step.waitingRoom)
      if (signaling)
        pair.clock.run(signaling.scope, () => void signaling.meetings.replanned([meetingId]).catch(() => undefined))
      return
    case 'start':
      return ask('chair', 'meeting:start', { belowQuorum: true })
    case 'mode':
      return ask('chair', 'floor:setMode', { mode: step.mode })
    case 'ask':
      return ask(step.tab, 'floor:request', { itemId: null, speaker: '', note: '' })
    case 'grant':
      return ask(step.by, 'floor:grant', { participantId, itemId: null })
    case 'endFloor':
      return ask(step.by, 'floor:end', { participantId })
    case 'cutMic':
      return ask(step.by, 'mic:cut', { participantId })
    case 'consent':
      return ask(step.tab, 'mic:consent', {})
    case 'silenceAll':
      return ask(step.by, 'floor:silenceAll', {})
    case 'stopCamera':
      return ask(step.by, 'camera:stop', { participantId })
    case 'voteOpen':
      return ask('chair', 'vote:open', {
        voteId: VoteId.parse(`vote-${++votes}`),
        itemId: null,
        question: 'Đồng ý?',
        options: ['yes', 'no'].map((label) => ({ optionId: OptionId.parse(label), label })),
        decides: OptionId.parse('yes'),
        secret: step.secret,
        electorate: 'delegates',
        rule: { majority: { kind: 'simple' }, of: 'present' },
        mayChange: false,
        forSec: null,
        belowQuorum: true,
      })
    case 'voteCast': {
      const vote = Object.values(tabs[step.tab].client.store.getState().meeting.conduct.votes).find(
        ({ status }) => status === 'open',
      )
      if (vote) ask(step.tab, 'vote:cast', { voteId: vote.voteId, optionId: OptionId.parse('yes') })
      return
    }
    case 'voteClose': {
      const vote = Object.values(tabs.chair.client.store.getState().meeting.conduct.votes).find(
        ({ status }) => status === 'open',
      )
      if (vote) ask('chair', 'vote:close', { voteId: vote.voteId })
      return
    }
    case 'chat':
      return ask(step.tab, 'chat:send', { to: 'all', text: 'Xin chào' })
    case 'handOver':
      return ask('chair', 'chair:handOver', { participantId })
    case 'end':
      return ask('chair', 'meeting:end', {})
    default:
      return step satisfies never
  }
}

/** Writes a story for a person to read. */
export const asText = ({ waitingRoom, seed, inside, latencyMs, moments }: Story): string =>
  [
    `waiting room: ${waitingRoom}, latency: ${latencyMs} ms, seed of the jitter: ${seed}, inside: ${inside.join(' ') || 'nobody'}`,
    ...moments.map(({ afterMs, do: what, ...rest }) => `  +${afterMs} ms ${what} ${JSON.stringify(rest)}`),
  ].join('\n')
