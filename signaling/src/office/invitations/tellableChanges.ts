import type { TellableChange } from '@diem-cau/signaling-contract/office'
import type { PlanField } from '../schedule/PlanHooks.ts'

/** Names of the changes that the invited are told; other fields are not told to those who are invited already. */
const tellable: Partial<Record<PlanField, TellableChange>> = {
  title: 'title',
  time: 'time',
  place: 'place',
  chair: 'chair',
  description: 'description',
  agenda: 'agenda',
}

/** Lists the changes of a plan that the invited are told, each once. */
export function tellableChanges(fields: readonly PlanField[]): TellableChange[] {
  return [...new Set(fields.flatMap((field) => tellable[field] ?? []))]
}
