import type { Plan } from '@diem-cau/signaling-contract/office'

/** Says whether the plan of a meeting can still be changed: until it begins. */
export const isEditable = ({ phase }: Pick<Plan, 'phase'>): boolean =>
  phase === 'draft' || phase === 'scheduled' || phase === 'open'
