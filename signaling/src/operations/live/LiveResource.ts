import type { MeetingId, ParticipantId, UnitCode } from '@diem-cau/signaling-contract'
import {
  type Finding,
  type Health,
  type MediaNode,
  METRICS,
  type NodeSide,
  type Resource,
  type ResourceId,
  type ResourceKind,
} from '@diem-cau/signaling-contract/operations'
import { findingsOf, nextTroubles, noTroubles, type Troubles } from '../findings/nextFindings.ts'
import { healthOf } from '../findings/healthOf.ts'
import { type Told, toldFindings } from '../findings/toldFindings.ts'
import type { TimedSample } from '../journal/Batch.ts'
import { noFacts, type ResourceFacts } from '../journal/ResourceFacts.ts'

/** What tells a resource from all others, for as long as it is there. */
export type Identity = {
  readonly key: ResourceId
  readonly kind: ResourceKind
  readonly unitCode: UnitCode | null
  readonly meetingId: MeetingId | null
  readonly participantId: ParticipantId | null
}

/** Samples that wait for a store that is away; older ones are let go. */
const MAX_UNWRITTEN = 120

/** Reports come about every two seconds: one that has said nothing for so long may have nothing to say, in milliseconds. */
const QUIET_AFTER_MS = 5000

/** Something was found, or is worse than it was when it was found, or is well again. */
export type Transition = { readonly what: 'found' | 'cleared'; readonly finding: Finding }

/** A resource of this process: what was read of it last, what that means, and what is not written yet. */
export class LiveResource {
  readonly identity: Identity
  name: string
  facts: ResourceFacts
  report: MediaNode | null = null
  /** What the media node that carries it said of it last. */
  nodeSide: NodeSide | null = null
  /** Its socket broke. */
  isCut = false
  /** It was asked and did not answer. */
  isSilent = false
  /** Its row has not this name or these facts yet. */
  isChanged = true
  /** The second of the newest sample. */
  lastSecond: number | null = null
  #sample: readonly (number | null)[]
  #sampledAt: number | null = null
  /** When it was read last, or made. */
  #heardAt: number
  #unwritten: TimedSample[] = []
  #troubles: Troubles = noTroubles
  #lastTold: { readonly of: Told; readonly findings: readonly Finding[] } = { of: {}, findings: [] }
  /** What the findings were made of. */
  #settled: { readonly told: readonly Finding[]; readonly troubles: Troubles } = { told: [], troubles: noTroubles }
  #findings: readonly Finding[] = []
  #health: Health = 'unknown'
  #since: number

  constructor(identity: Identity, name: string, at: number, facts: Partial<ResourceFacts> = {}) {
    this.identity = identity
    this.name = name
    this.facts = { ...noFacts, ...facts }
    this.#since = at
    this.#heardAt = at
    this.#sample = METRICS[identity.kind].map(() => null)
  }

  get health(): Health {
    return this.#health
  }

  get since(): number {
    return this.#since
  }

  get findings(): readonly Finding[] {
    return this.#findings
  }

  /** These facts are so from now on, and all others as they were. */
  describe(facts: Partial<ResourceFacts>, name = this.name): void {
    const isOther = (key: string): key is keyof ResourceFacts =>
      this.facts[key as keyof ResourceFacts] !== facts[key as keyof ResourceFacts]
    if (name === this.name && !Object.keys(facts).some(isOther)) return
    this.name = name
    this.facts = { ...this.facts, ...facts }
    this.isChanged = true
  }

  /** A sample of a second, which comes after all before it. @param now milliseconds, when it was read */
  take(sample: TimedSample, now: number): void {
    this.lastSecond = sample.at
    this.#sample = sample.values
    this.#sampledAt = now
    this.#heardAt = now
    this.#keep(sample)
  }

  /** Nothing was read of it for a while. @param now milliseconds */
  isQuiet(now: number): boolean {
    return now - this.#heardAt >= QUIET_AFTER_MS
  }

  /**
   * A sample of what others say of a resource that is quiet: it is kept, and the resource is as unread as it was. One of the same second that
   * comes later takes its place.
   */
  takeBeside(sample: TimedSample): void {
    this.#sample = sample.values
    this.#keep(sample)
  }

  /** Brings findings and health in line with all that is known now. What is as it was costs nothing but a look at the time. */
  settle(at: number): Transition[] {
    const told = this.#told(at)
    let transitions: Transition[] = []
    if (told !== this.#settled.told || this.#troubles !== this.#settled.troubles) {
      this.#settled = { told, troubles: this.#troubles }
      const codes = new Set(told.map(({ code }) => code))
      const now = [...told, ...findingsOf(this.#troubles).filter(({ code }) => !codes.has(code))]
      transitions = transitionsOf(this.#findings, now)
      this.#findings = now
    }
    const health = healthOf({ findings: this.#findings, sampledAt: this.#sampledAt }, at)
    if (health !== this.#health) {
      this.#health = health
      this.#since = at
    }
    return transitions
  }

  /** Gives the samples that are not written yet, once. */
  takeUnwritten(): readonly TimedSample[] {
    const unwritten = this.#unwritten
    this.#unwritten = []
    return unwritten
  }

  #keep(sample: TimedSample): void {
    this.#unwritten.push(sample)
    if (this.#unwritten.length > MAX_UNWRITTEN) this.#unwritten.shift()
    this.#troubles = nextTroubles(this.#troubles, this.identity.kind, sample.values, sample.at * 1000)
  }

  /** @returns the same list as long as nothing else is told */
  #told(at: number): readonly Finding[] {
    const { isCut, isSilent, report } = this
    const { facts } = this.facts
    const { of } = this.#lastTold
    if (of.isCut === isCut && of.isSilent === isSilent && of.report === report && of.facts === facts)
      return this.#lastTold.findings
    const told = { isCut, isSilent, report, facts }
    const findings = toldFindings(told, this.#findings, at)
    const isSame = JSON.stringify(findings) === JSON.stringify(this.#lastTold.findings)
    this.#lastTold = { of: told, findings: isSame ? this.#lastTold.findings : findings }
    return this.#lastTold.findings
  }

  toResource(): Resource {
    const { key, ...identity } = this.identity
    return {
      id: key,
      ...identity,
      name: this.name,
      health: this.#health,
      since: this.#since,
      findings: [...this.#findings],
      sampledAt: this.#sampledAt,
      sample: [...this.#sample],
      facts: this.facts.facts,
      node: this.facts.node,
      report: this.report,
      nodeSide: this.nodeSide,
    }
  }
}

function transitionsOf(before: readonly Finding[], now: readonly Finding[]): Transition[] {
  if (before.length === 0 && now.length === 0) return []
  const without = (some: readonly Finding[], others: readonly Finding[]) =>
    some.filter(({ code }) => others.every((other) => other.code !== code))
  const isWorse = ({ code, health }: Finding) =>
    health === 'bad' && before.some((other) => other.code === code && other.health === 'weak')
  return [
    ...[...without(now, before), ...now.filter(isWorse)].map((finding) => ({ what: 'found' as const, finding })),
    ...without(before, now).map((finding) => ({ what: 'cleared' as const, finding })),
  ]
}
