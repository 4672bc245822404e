import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { LevelMeter } from '../../../live/media/LevelMeter.ts'
import classes from './LevelBar.module.css'

interface Props {
  readonly track: MediaStreamTrack
}

/** Shows how loud the microphone is, fifteen times a second, written to the element without rendering. */
export function LevelBar({ track }: Props) {
  const { t } = useTranslation('meeting')
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const meter = new LevelMeter(track)
    const timer = setInterval(() => {
      const percent = Math.round(meter.level() * 100)
      bar.current?.style.setProperty('--level', `${percent}%`)
      bar.current?.setAttribute('aria-valuenow', String(percent))
    }, 66)
    return () => {
      clearInterval(timer)
      meter.close()
    }
  }, [track])
  return (
    <div className={classes['root']}>
      <div
        ref={bar}
        className={classes['bar']}
        role="meter"
        aria-label={t('lobby.level')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={0}
        data-testid="level"
      />
      <span>{t('lobby.levelHint')}</span>
    </div>
  )
}
