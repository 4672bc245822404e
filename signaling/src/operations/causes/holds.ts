import type {
  CauseEvidence,
  FindingCode,
  Neighbours,
  OperationEvent,
  OperationEventKind,
} from '@diem-cau/signaling-contract/operations'
import type { Evidence, Found, OtherThen, ServerThen } from './Evidence.ts'
import type { Sign } from './Sign.ts'
import { longestUnread, newsSince, quietOf, worstRun } from './stretches.ts'

/** A sign that is there: what shows it, how bad that is, since when, and with which server. Milliseconds since the epoch. */
export type Held = {
  readonly evidence: readonly CauseEvidence[]
  readonly health: 'weak' | 'bad' | null
  readonly since: number | null
  readonly server: ServerThen | null
}

type Of<K extends Sign['is']> = Extract<Sign, { readonly is: K }>

const NAMED = 5
/** What a room tells of its devices counts until it is taken back, for so long at most. */
const DEVICE_MS = 4 * 3_600_000
/** A room notices the end of what carried it within this time. */
const INTERRUPTED_MS = 20_000
const INTERRUPTIONS: readonly OperationEventKind[] = ['mediaLost', 'moved', 'lineLost']

const nothing: Held = { evidence: [], health: null, since: null, server: null }

/** What shows that a sign is in the evidence; null: it is not. Pure. */
export function holds(sign: Sign, evidence: Evidence): Held | null {
  switch (sign.is) {
    case 'found':
      return ofFound(evidence.room.found, sign.codes, null)
    case 'figure':
    case 'grew':
      return ofFigure(sign, evidence)
    case 'flowsOn':
      return ofFlow(sign, evidence)
    case 'unread': {
      const run = longestUnread(evidence.room.series, sign.metric, sign.beside, { ...evidence, seconds: sign.seconds })
      return run === null || run.share < sign.share ? null : { ...nothing, health: 'bad', since: run.at * 1000 }
    }
    case 'happened':
      return ofEvents(
        evidence.room.events.filter(
          ({ kind, at, detail }) =>
            sign.kinds.includes(kind) &&
            detail.startsWith(sign.detail ?? '') &&
            at >= evidence.from - sign.withinMs &&
            at <= evidence.to,
        ),
        null,
      )
    case 'device':
      return ofDevice(sign, evidence)
    case 'fact': {
      const value = evidence.room.facts?.[sign.fact] ?? null
      if (value === null || !sign.values.includes(value)) return null
      return { ...nothing, evidence: [{ kind: 'fact', fact: sign.fact, value }], health: 'weak' }
    }
    case 'serverFound':
      return ofServers(sign, evidence, (server) => ofFound(server.found, sign.codes, server))
    case 'serverHappened':
      return ofServers(sign, evidence, (server) =>
        ofEvents(
          server.events.filter(
            (event) =>
              sign.kinds.includes(event.kind) &&
              event.at >= evidence.from - sign.withinMs &&
              event.at <= evidence.to &&
              (sign.own === undefined || isOwn(server, evidence) || wasInterrupted(evidence.room, event.at)),
          ),
          server,
        ),
      )
    case 'restart':
      return ofRestart(sign, evidence)
    case 'others':
      return ofOthers(sign, evidence)
    case 'company':
      return evidence.others.length > 0 ? nothing : null
    case 'floor': {
      const { floorSince } = evidence.room
      return floorSince === null ? null : { ...nothing, evidence: [{ kind: 'floor', since: floorSince }] }
    }
    case 'all':
      return allOf(sign.of.map((each) => holds(each, evidence)))
    case 'any': {
      const held = sign.of.flatMap((each) => holds(each, evidence) ?? [])
      return held.length === 0 ? null : joined(held)
    }
    default:
      return sign satisfies never
  }
}

/** How others of a kind fared, also when all of them were well; null: there are none. */
export function comparison(
  where: Neighbours,
  codes: readonly FindingCode[],
  evidence: Evidence,
): Extract<CauseEvidence, { kind: 'others' }> | null {
  const of = neighbours(where, evidence).filter(({ isRead, found }) => isRead || found.length > 0)
  if (of.length === 0) return null
  const affected = of.filter(({ found }) => found.some(({ code }) => codes.includes(code)))
  const names = affected.slice(0, NAMED).map(({ name }) => name)
  return { kind: 'others', where, codes: [...codes], affected: affected.length, of: of.length, names }
}

/** The other rooms that a comparison is with. */
function neighbours(where: Neighbours, { room, others }: Evidence): readonly OtherThen[] {
  switch (where) {
    case 'node':
      return others.filter(({ node }) => node !== null && node === room.node)
    case 'elsewhere':
      return others.filter(({ node }) => node !== null && room.node !== null && node !== room.node)
    case 'branch':
      return others.filter(({ isOfBranch }) => isOfBranch)
    case 'outside':
      return others.filter(({ isOfBranch }) => !isOfBranch)
    default:
      return where satisfies never
  }
}

/** All of several; null when one is not there. */
export function allOf(all: readonly (Held | null)[]): Held | null {
  const held = all.flatMap((each) => each ?? [])
  return held.length === all.length ? joined(held) : null
}

function joined(held: readonly Held[]): Held {
  const since = held.flatMap((each) => each.since ?? [])
  return {
    evidence: held.flatMap((each) => each.evidence),
    health: held.some(({ health }) => health === 'bad') ? 'bad' : (held.find(({ health }) => health)?.health ?? null),
    since: since.length === 0 ? null : Math.min(...since),
    server: held.find(({ server }) => server)?.server ?? null,
  }
}

function ofFound(found: readonly Found[], codes: readonly FindingCode[], server: ServerThen | null): Held | null {
  const known = found.filter(({ code }) => codes.includes(code))
  if (known.length === 0) return null
  return {
    evidence: known.map(({ code, value, since, until }) => ({ kind: 'finding', code, value, since, until })),
    health: known.some(({ health }) => health === 'bad') ? 'bad' : 'weak',
    since: Math.min(...known.map(({ since }) => since)),
    server,
  }
}

function ofFigure(sign: Of<'figure' | 'grew'>, { room, from: first, to }: Evidence): Held | null {
  const { metric, seconds, share, limit } = sign
  const from = sign.is === 'figure' && sign.sinceCut ? cutOf(room)?.since : first
  if (from === undefined) return null
  const quiet = sign.is === 'grew' ? quietOf(room.series, metric) : null
  if (sign.is === 'grew' && quiet === null) return null
  const isPast = (value: number) => {
    if (sign.is === 'grew') return value > Math.max(limit, (quiet ?? 0) * sign.times)
    return sign.when === 'above' ? value > limit : value < limit
  }
  const run = worstRun(room.series, metric, { from, to, seconds }, isPast)
  if (run === null || run.share < share) return null
  return {
    ...nothing,
    evidence: [{ kind: 'figure', metric, value: Math.round(run.mean * 10) / 10, at: run.at * 1000 }],
    health: 'weak',
    since: run.at * 1000,
  }
}

const cutOf = ({ found }: Evidence['room']) => found.findLast(({ code }) => code === 'cut')

function ofFlow({ metric, afterMs, least }: Of<'flowsOn'>, { room, to }: Evidence): Held | null {
  const cut = cutOf(room)
  const news = cut && newsSince(room.series, metric, { from: cut.since + afterMs, to })
  if (!news || news.value < least) return null
  const { value, at } = news
  return { ...nothing, evidence: [{ kind: 'figure', metric, value, at: at * 1000 }], health: 'bad', since: at * 1000 }
}

function ofEvents(events: readonly OperationEvent[], server: ServerThen | null): Held | null {
  const [first] = events
  if (!first) return null
  return {
    evidence: events.slice(-2).map((event) => ({ kind: 'event', event })),
    health: 'bad',
    since: first.at,
    server,
  }
}

function ofDevice({ on, off }: Of<'device'>, { room, from, to }: Evidence): Held | null {
  const last = room.events.findLast(
    ({ kind, at, detail }) =>
      at <= to && at >= from - DEVICE_MS && (kind === 'joined' || (kind === 'device' && isOne(detail, [on, off]))),
  )
  return last && last.kind === 'device' && isOne(last.detail, [on]) ? ofEvents([last], null) : null
}

const isOne = (detail: string, whats: readonly string[]): boolean => whats.includes(detail.split(' ')[0] ?? '')

function ofServers(
  sign: Of<'serverFound' | 'serverHappened'>,
  evidence: Evidence,
  look: (server: ServerThen) => Held | null,
): Held | null {
  const held = evidence.servers
    .filter((server) => {
      if (sign.service !== undefined && server.id !== `service:${sign.service}`) return false
      if (sign.is === 'serverHappened') return true
      return server.kind === sign.kind && (sign.own === undefined || isOwn(server, evidence))
    })
    .flatMap((server) => look(server) ?? [])
  return held.find(({ health }) => health === 'bad') ?? held[0] ?? null
}

const isOwn = ({ node }: ServerThen, { room }: Evidence): boolean => node !== null && node === room.node

/** A room that has found another node since is known to have been on the lost one by what it went through then. */
const wasInterrupted = ({ events }: Evidence['room'], at: number): boolean =>
  events.some((event) => INTERRUPTIONS.includes(event.kind) && Math.abs(event.at - at) <= INTERRUPTED_MS)

/** Only a room that was there before notices a restart. */
function ofRestart(
  { wasOrderly, withinMs }: Of<'restart'>,
  { restarts, servers, room, from, to }: Evidence,
): Held | null {
  const found = restarts.filter(
    (restart) =>
      restart.wasOrderly === wasOrderly &&
      restart.at >= from - withinMs &&
      restart.at <= to &&
      restart.at > room.firstAt,
  )
  const last = found.at(-1)
  if (!last) return null
  const server = servers.find(({ id }) => id === last.event.resource) ?? null
  return { evidence: [{ kind: 'event', event: last.event }], health: 'bad', since: last.at, server }
}

function ofOthers({ where, codes, atLeast, atMost }: Of<'others'>, evidence: Evidence): Held | null {
  const compared = comparison(where, codes, evidence)
  const { affected, of } = compared ?? { affected: 0, of: 0 }
  const share = of === 0 ? 0 : affected / of
  if (atLeast && (affected < atLeast.count || share < atLeast.share)) return null
  if (atMost && (of < atMost.of || share > atMost.share)) return null
  return { ...nothing, evidence: compared ? [compared] : [] }
}
