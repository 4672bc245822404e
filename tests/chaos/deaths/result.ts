import { percentile } from '../../support/percentile.ts'
import type { RoomLook } from '../rooms/messages.ts'
import type { Audit, Comings } from './audit.ts'

/** Of the longest gap of each endpoint, in milliseconds. Null: somebody never had any. */
interface Spread {
  readonly p50: number | null
  readonly p95: number | null
  readonly max: number | null
}

type Row = Pick<Spread, 'p50' | 'p95'>

export interface CaseResult {
  readonly case: string
  readonly soundGapMs: Spread
  readonly pictureGapMs: Spread
  /** The longest that a command took to be acknowledged; null: it was not. */
  readonly commandsBackMs: number | null
  /** Endpoints that were not back by themselves. */
  readonly needHand: number
  /** Commands that were acknowledged and are not on record. */
  readonly lost: number
  /** Commands that are on record twice. */
  readonly doubled: number
  readonly acknowledged: number
  /** Participants whose sources moved to another leg; and who joined anew. */
  readonly moved: number
  readonly rejoined: number
  /** Commands that were refused for the moment, by code: a person would press again. */
  readonly refused: Readonly<Record<string, number>>
  readonly endpoints: number
  /** Until the killing was over, a cut cable mended and a node emptied, in milliseconds. */
  readonly mendedMs: number
  /** Endpoints of each worker of each node before. */
  readonly spread: readonly (readonly number[])[]
}

interface Measured {
  readonly name: string
  readonly looks: readonly RoomLook[]
  readonly commandsBackMs: number | null
  readonly needHand: number
  readonly audit: Audit
  readonly comings: Comings
  readonly refused: Readonly<Record<string, number>>
  readonly mendedMs: number
  readonly spread: readonly (readonly number[])[]
}

export function resultOf({ name, looks, audit, comings, refused, needHand, spread, ...times }: Measured): CaseResult {
  return {
    case: name,
    soundGapMs: spreadOf(looks.flatMap(({ sound }) => (sound ? [sound.longestMs] : []))),
    pictureGapMs: spreadOf(looks.flatMap(({ picture }) => (picture ? [picture.longestMs] : []))),
    commandsBackMs: times.commandsBackMs === null ? null : Math.round(times.commandsBackMs),
    needHand,
    lost: audit.lost,
    doubled: audit.doubled,
    acknowledged: audit.acknowledged,
    moved: comings.moved,
    rejoined: comings.rejoined,
    refused,
    endpoints: looks.length,
    mendedMs: Math.round(times.mendedMs),
    spread,
  }
}

function spreadOf(gaps: readonly number[]): Spread {
  if (gaps.length === 0) return { p50: null, p95: null, max: null }
  const of = (share: number) => Math.round(percentile(gaps, share))
  return { p50: of(0.5), p95: of(0.95), max: of(1) }
}

/** As a row of the table in the README. */
export function rowOf(
  one: Pick<CaseResult, 'case' | 'commandsBackMs' | 'needHand' | 'lost' | 'doubled'> &
    Record<'soundGapMs' | 'pictureGapMs', Row>,
): string {
  const gap = ({ p50, p95 }: Row) => `${p50 ?? '-'} | ${p95 ?? '-'}`
  const { soundGapMs, pictureGapMs, commandsBackMs, needHand, lost, doubled } = one
  return `| ${one.case} | ${gap(soundGapMs)} | ${gap(pictureGapMs)} | ${commandsBackMs ?? '-'} | ${needHand} | ${lost} | ${doubled} |`
}

export const TABLE_HEAD = [
  '| dies | sound p50 | p95 | picture p50 | p95 | commands back | need a hand | lost | doubled |',
  '|---|---|---|---|---|---|---|---|---|',
].join('\n')
