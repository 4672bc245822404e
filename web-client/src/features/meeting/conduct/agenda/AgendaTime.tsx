import type { AgendaPoint } from '@diem-cau/signaling-contract'
import { useTranslation } from 'react-i18next'
import { duration } from '../../../../time/formatTime.ts'
import { agendaClock } from './agendaClock.ts'
import { useServerNow } from '../../scope/useServerNow.ts'
import classes from './Agenda.module.css'

/** The running clock of a point: the time that is left, or by how much it is over. */
export function AgendaTime({ point }: { readonly point: AgendaPoint }) {
  const { t } = useTranslation('agenda')
  const { spentMs, leftMs } = agendaClock(point, useServerNow())
  const over = leftMs !== null && leftMs < 0
  return (
    <span className={classes['time']} data-over={over} role="timer">
      {leftMs === null
        ? t('spent', { time: duration(spentMs) })
        : over
          ? t('over', { time: duration(-leftMs) })
          : t('left', { time: duration(leftMs + 999) })}
    </span>
  )
}
