import type { FloorHolder } from '@diem-cau/signaling-contract'
import { useTranslation } from 'react-i18next'
import { duration } from '../../../../time/formatTime.ts'
import { floorClock } from './floorClock.ts'
import { useServerNow } from '../../scope/useServerNow.ts'
import classes from './FloorClockText.module.css'

interface Props {
  readonly holder: FloorHolder
  readonly size?: 'small' | 'large'
}

/** The time that a speaker has left, or is over; without a limit the time so far. */
export function FloorClockText({ holder, size = 'small' }: Props) {
  const { t } = useTranslation('conduct')
  const { elapsedMs, leftMs, tone } = floorClock(holder, useServerNow())
  const text =
    leftMs === null ? duration(elapsedMs) : tone === 'over' ? `+${duration(-leftMs)}` : duration(leftMs + 999)
  const isStopped = holder.stoppedAt !== null
  const meaning = leftMs === null ? 'spoken' : tone === 'over' ? 'over' : 'left'
  return (
    <span
      className={classes['root']}
      data-tone={tone}
      data-size={size}
      data-stopped={isStopped}
      data-testid="floor-clock"
      role="timer"
      aria-label={`${t(`clock.${meaning}`, { time: text })}${isStopped ? `, ${t('clockWord.stopped')}` : ''}`}
    >
      {size === 'large' && <small aria-hidden>{t(`clockWord.${isStopped ? 'stopped' : meaning}`)}</small>}
      <span aria-hidden>{text}</span>
    </span>
  )
}
