import type { Plan } from '@diem-cau/signaling-contract/office'
import { Button } from '@mantine/core'
import { IconDoorEnter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MINUTE_MS } from '../../time/vietnamTime.ts'
import classes from './EnterButton.module.css'
import { momentText } from '../../time/timeText.ts'

/** Leads into the room while it is open; before that it says when it will be. */
export function EnterButton({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation('schedule')
  if (plan.phase === 'open' || plan.phase === 'live') {
    return (
      <Button
        component={Link}
        to={`/meetings/${plan.meetingId}`}
        leftSection={<IconDoorEnter size="1.2em" aria-hidden />}
        data-testid="enter"
      >
        {t('plan.enter')}
      </Button>
    )
  }
  if (plan.phase !== 'scheduled') return null
  return (
    <span className={classes['wait']}>
      {t('plan.notOpenYet', { time: momentText(plan.startsAt - plan.settings.lobbyMinutes * MINUTE_MS) })}
    </span>
  )
}
