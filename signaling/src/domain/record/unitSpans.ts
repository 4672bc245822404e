import { connectedUnits, type LoggedEvent, type UnitCode, type UnitSpan } from '@diem-cau/signaling-contract'
import { replay } from './replay.ts'

/** Finds from the log alone when a unit was connected, in order; the last span is open while it is (SPEC 10.5). */
export function unitSpans(events: readonly LoggedEvent[], code: UnitCode): UnitSpan[] {
  const spans: UnitSpan[] = []
  let since: number | null = null
  for (const { at, before, after } of replay(events)) {
    if (before.participants === after.participants) continue
    const isHere = connectedUnits(after).has(code)
    if (isHere) since ??= at
    else if (since !== null) {
      spans.push({ from: since, to: at })
      since = null
    }
  }
  return since === null ? spans : [...spans, { from: since, to: null }]
}
