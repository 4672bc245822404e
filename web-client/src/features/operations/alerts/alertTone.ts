import type { AlertState } from '@diem-cau/signaling-contract/operations'

/** The tone of a state's badge. */
export const alertTone = { open: 'bad', acknowledged: 'wait', cleared: 'good' } as const satisfies Record<
  AlertState,
  string
>
