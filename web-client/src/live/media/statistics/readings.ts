import type { LegStats } from '../MediaSession.ts'

/** A row of getStats. Browsers leave out what they do not know, so each value is looked at before it is used. */
export type Row = Readonly<Record<string, unknown>>

/** All that the browser knew at a moment. Keys are the leg, the direction and the id of the row. */
export interface Reading {
  /** Milliseconds, by the clock of the page. */
  readonly at: number
  readonly rows: ReadonlyMap<string, Row>
  /**
   * Pictures that something of arrived since the reading before. Of a line that brings nothing at all they are those
   * that arrived last.
   */
  readonly flowing: ReadonlySet<string>
}

/** All else that getStats tells of is left out: certificates, channels, what the other end says of what it sends. */
const READ: ReadonlySet<unknown> = new Set([
  'inbound-rtp',
  'outbound-rtp',
  'remote-inbound-rtp',
  'media-source',
  'codec',
  'transport',
  'candidate-pair',
  'local-candidate',
])

/** @param legs the one that carries first */
export function readingOf(
  legs: readonly Pick<LegStats, 'leg' | 'send' | 'recv'>[],
  at: number,
  before: Reading | null,
): Reading {
  const rows = new Map<string, Row>()
  for (const { leg, send, recv } of legs)
    for (const [direction, report] of [['send', send] as const, ['recv', recv] as const])
      report?.forEach((row: Row, id) => {
        if (READ.has(row['type'])) rows.set(`${leg}/${direction}/${id}`, row)
      })
  return { at, rows, flowing: flowingIn(rows, before) }
}

export function numberIn(row: Row | undefined, key: string): number | null {
  const value = row?.[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

export function textIn(row: Row | undefined, key: string): string | null {
  const value = row?.[key]
  return typeof value === 'string' && value !== '' ? value : null
}

/** The rows of a type, with their keys. */
export function rowsOf(reading: Reading, type: string, kind?: 'audio' | 'video'): [string, Row][] {
  return [...reading.rows].filter(([, row]) => row['type'] === type && (kind === undefined || row['kind'] === kind))
}

/**
 * The growth of a counter. A row that was not there before began since then, at 0.
 * @returns null when the browser does not count it; 0 when it was set back
 */
export function growth(before: Reading | null, key: string, row: Row, name: string): number | null {
  const now = numberIn(row, name)
  if (now === null) return null
  return Math.max(0, now - (numberIn(before?.rows.get(key), name) ?? 0))
}

/** The row that another one of its connection names, such as the `localCandidateId` of a pair. */
export function rowNamed(reading: Reading, key: string, id: string | null): Row | undefined {
  return id === null ? undefined : reading.rows.get(key.split('/').slice(0, 2).concat(id).join('/'))
}

/** mediasoup asks how much the line down carries with packets of a picture that nobody films, the probator. */
export function isPicture(row: Row): boolean {
  return row['kind'] === 'video' && row['mid'] !== 'probator'
}

function flowingIn(rows: ReadonlyMap<string, Row>, before: Reading | null): ReadonlySet<string> {
  const flowing = new Set<string>()
  let hasSound = false
  for (const [key, row] of rows) {
    if (row['type'] !== 'inbound-rtp') continue
    const grown = (numberIn(row, 'packetsReceived') ?? 0) - (numberIn(before?.rows.get(key), 'packetsReceived') ?? 0)
    if (grown <= 0) continue
    if (isPicture(row)) flowing.add(key)
    else hasSound = true
  }
  if (flowing.size > 0 || hasSound || !before) return flowing
  return new Set([...before.flowing].filter((key) => rows.has(key)))
}
