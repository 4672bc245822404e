import type { Phase } from '@diem-cau/signaling-contract'
import { IconBan, IconBroadcast, IconCheck, IconClock, IconDoorEnter, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './PhaseBadge.module.css'

export const phaseIcons = {
  draft: IconPencil,
  scheduled: IconClock,
  open: IconDoorEnter,
  live: IconBroadcast,
  ended: IconCheck,
  cancelled: IconBan,
}

/** Tells how far a meeting is, by shape and word; the colour comes on top. */
export function PhaseBadge({ phase }: { readonly phase: Phase }) {
  const { t } = useTranslation()
  const Icon = phaseIcons[phase]
  return (
    <span className={classes['root']} data-phase={phase}>
      <Icon size="1.1em" aria-hidden />
      {t(`phase.${phase}`)}
    </span>
  )
}
