import {
  type Finding,
  FindingCode,
  type OperationEvent,
  type ResourceId,
} from '@diem-cau/signaling-contract/operations'
import type { Found } from './Evidence.ts'

/** A `found` or `cleared` says the code, how bad, and the figure, if there is one. */
const DETAIL = /^(\S+)(?: (weak|bad)(?: (-?[\d.]+(?:e[+-]?\d+)?))?)?$/

/** Reads what an event says of a finding; null for one of a newer program. */
export function readFound({ detail }: Pick<OperationEvent, 'detail'>): Omit<Finding, 'since'> | null {
  const [, code, health, value] = DETAIL.exec(detail) ?? []
  const known = FindingCode.safeParse(code)
  if (!known.success) return null
  return {
    code: known.data,
    health: health === 'bad' ? 'bad' : 'weak',
    value: value === undefined ? null : Number(value),
  }
}

export type Until = {
  /** Milliseconds since the epoch. */
  readonly from: number
  readonly to: number
  /** What was found before then has ended, as whoever found it is gone; milliseconds. */
  readonly forgottenAt: number | null
  /** The findings at the end of the time, where it is short ago: they are the truth. */
  readonly latest: readonly Finding[] | null
}

/**
 * The findings that a resource had at any moment of a time, by what happened to it. Pure.
 * @param events of this resource, the oldest first
 */
export function foundIn(events: readonly OperationEvent[], { from, to, forgottenAt, latest }: Until): Found[] {
  const open = new Map<FindingCode, Found>()
  const ended: Found[] = []
  const end = (code: FindingCode, at: number) => {
    const found = open.get(code)
    if (found) ended.push({ ...found, until: at })
    open.delete(code)
  }
  for (const event of events) {
    if (event.at > to) break
    if (event.kind === 'left' || event.kind === 'joined') for (const code of open.keys()) end(code, event.at)
    if (event.kind !== 'found' && event.kind !== 'cleared') continue
    const finding = readFound(event)
    if (finding === null) continue
    const known = open.get(finding.code)
    if (event.kind === 'cleared') end(finding.code, event.at)
    // Told again it is worse, and as old as it was.
    else open.set(finding.code, { ...finding, since: known?.since ?? event.at, until: null })
  }
  for (const [code, { since }] of open) {
    if (latest) {
      // It was forgotten with the process that had found it.
      if (latest.every((each) => each.code !== code)) open.delete(code)
    } else if (forgottenAt !== null && since < forgottenAt) end(code, forgottenAt)
  }
  const lasting = latest ? latest.map(({ since, ...rest }) => ({ ...rest, since, until: null })) : [...open.values()]
  return [...ended.filter(({ until }) => until !== null && until > from), ...lasting].filter(({ since }) => since <= to)
}

/** Events by the resource that they happened to. */
export function byResource(events: readonly OperationEvent[]): Map<ResourceId, OperationEvent[]> {
  const map = new Map<ResourceId, OperationEvent[]>()
  for (const event of events) {
    if (event.resource === null) continue
    const list = map.get(event.resource)
    if (list) list.push(event)
    else map.set(event.resource, [event])
  }
  return map
}
