import { confirmsFor } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import { IconCircleCheck, IconClipboardCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../../i18n/addTexts.ts'
import { useMeeting } from '../../MeetingContext.ts'
import { ConductCard } from '../ConductCard.tsx'
import { useAsk } from '../useAsk.ts'
import { useMyPart } from '../useMyPart.ts'
import { PresenceForm } from './PresenceForm.tsx'
import '../conduct.css'
import classes from './RollCall.module.css'
import { en, vi } from './texts.ts'
import { useSeatedNames } from './useSeatedNames.ts'

addTexts('rollCall', { vi, en })

/** While the roll is called: the room says that it is there, across the whole width. */
export function RollCallCard() {
  const { t } = useTranslation('rollCall')
  const part = useMyPart()
  const { ask, pending } = useAsk()
  const unit = useMeeting(({ meeting }) => {
    const own = part.participant && confirmsFor(meeting, part.participant)
    return meeting.conduct.units.find(({ code }) => code === own?.code) ?? null
  })
  const suggested = useSeatedNames()
  const [correcting, setCorrecting] = useState(false)
  if (!unit) return null
  const { confirmed } = unit
  if (confirmed && !correcting) {
    return (
      <ConductCard className={classes['card']} data-done="true" data-testid="rollcall-card" role="status">
        <IconCircleCheck size="1.6em" aria-hidden />
        <span>{t('cardDone', { count: confirmed.count })}</span>
        <Button size="compact-sm" variant="white" color="dark" onClick={() => setCorrecting(true)}>
          {t('correct')}
        </Button>
      </ConductCard>
    )
  }
  return (
    <ConductCard className={classes['card']} icon={IconClipboardCheck} data-testid="rollcall-card" aria-label={t('card')}>
      <div className={classes['cardText']}>
        <strong>{t('card')}</strong>
        <span>{t('cardHint', { unit: unit.name })}</span>
      </div>
      <PresenceForm
        large
        suggested={suggested}
        count={confirmed?.count ?? 1}
        people={confirmed?.people ?? []}
        pending={pending}
        onSave={(count, people) => void ask('rollCall:confirm', { unitCode: null, count, people }).then((done) => done && setCorrecting(false))}
      />
    </ConductCard>
  )
}
