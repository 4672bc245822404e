import { connectedUnits } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import { IconGavel } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../MeetingContext.ts'
import { useMyPart } from '../useMyPart.ts'
import classes from './StartBanner.module.css'
import { StartDialog } from './StartDialog.tsx'

/** Before the chair has opened the meeting: what holds now, and the button that changes it. */
export function StartBanner() {
  const { t } = useTranslation('conduct')
  const part = useMyPart()
  const [asking, setAsking] = useState(false)
  const { connected, expected } = useMeeting(({ meeting }) => {
    const here = connectedUnits(meeting)
    return { connected: meeting.conduct.units.filter(({ code }) => here.has(code)).length, expected: meeting.conduct.units.length }
  })
  if (part.isStarted || part.participant === null) return null
  return (
    <div className={classes['root']} data-testid="conduct-before">
      <IconGavel className={classes['icon']} aria-hidden />
      <div className={classes['text']}>
        <strong>{t('start.notYet')}</strong>
        <span>{t(part.isActingChair ? 'start.willChange' : 'start.free')}</span>
      </div>
      {expected > 0 && <span className={classes['count']}>{t('start.connected', { connected, expected })}</span>}
      {part.isActingChair && (
        <Button size="md" onClick={() => setAsking(true)} data-testid="conduct-start">
          {t('start.button')}
        </Button>
      )}
      {part.isActingChair && asking && <StartDialog onClose={() => setAsking(false)} />}
    </div>
  )
}
