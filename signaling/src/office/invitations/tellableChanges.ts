import type { TellableChange } from '@diem-cau/signaling-contract/office'
import type { PlanField } from '../schedule/PlanHooks.ts'

/** What a change is called to the invited; of the others, who is invited already is not told. */
const tellable: Partial<Record<PlanField, TellableChange>> = {
  title: 'title',
  time: 'time',
  place: 'place',
  chair: 'chair',
  description: 'description',
  agenda: 'agenda',
}

/** What of a changed plan the invited are told, each once. */
export function tellableChanges(fields: readonly PlanField[]): TellableChange[] {
  return [...new Set(fields.flatMap((field) => tellable[field] ?? []))]
}
