import { connectedUnits } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import { IconGavel } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { Band } from '../../layout/Band.tsx'
import { useMyPart } from '../../scope/useMyPart.ts'
import classes from './StartBanner.module.css'
import { StartDialog } from './StartDialog.tsx'

/** Says, before the chair has opened the meeting, what holds now, and has the button that changes it. */
export function StartBanner() {
  const { t } = useTranslation('conduct')
  const part = useMyPart()
  const [asking, setAsking] = useState(false)
  const { connected, expected } = useMeeting(({ meeting }) => {
    const here = connectedUnits(meeting)
    return {
      connected: meeting.conduct.units.filter(({ code }) => here.has(code)).length,
      expected: meeting.conduct.units.length,
    }
  })
  if (part.isStarted || part.participant === null) return null
  const count = expected > 0 ? t('start.connected', { connected, expected }) : null
  // The person who opens the meeting is the only one who has something to do.
  return (
    <Band
      name="start"
      order={80}
      weight={part.isActingChair ? 'asks' : 'line'}
      icon={IconGavel}
      line={[t('start.notYet'), count].filter((text) => text !== null).join(' · ')}
      testId="conduct-before"
    >
      <div className={classes['root']}>
        <IconGavel className={classes['icon']} aria-hidden />
        <div className={classes['text']}>
          <strong>{t('start.notYet')}</strong>
          <span>{t(part.isActingChair ? 'start.willChange' : 'start.free')}</span>
        </div>
        {count !== null && <span className={classes['count']}>{count}</span>}
        {part.isActingChair && (
          <Button size="md" onClick={() => setAsking(true)} data-testid="conduct-start">
            {t('start.button')}
          </Button>
        )}
      </div>
      {part.isActingChair && asking && <StartDialog onClose={() => setAsking(false)} />}
    </Band>
  )
}
