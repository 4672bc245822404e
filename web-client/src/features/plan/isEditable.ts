import type { Plan } from '@diem-cau/signaling-contract/office'

/** True while the plan of a meeting can still be changed, which is until it begins. */
export const isEditable = ({ phase }: Pick<Plan, 'phase'>): boolean =>
  phase === 'draft' || phase === 'scheduled' || phase === 'open'
