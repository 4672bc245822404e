import type { Health } from '@diem-cau/signaling-contract/operations'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconSquareX } from '@tabler/icons-react'

const icons = { bad: IconSquareX, weak: IconAlertTriangle, unknown: IconCircleDashed, good: IconCircleCheck }

/** A shape of its own for each health. */
export function HealthIcon({ health, size = '1.2em' }: { readonly health: Health; readonly size?: string }) {
  const Icon = icons[health]
  return <Icon size={size} stroke={2.2} aria-hidden />
}
