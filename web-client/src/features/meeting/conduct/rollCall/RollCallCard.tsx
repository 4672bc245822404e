import { confirmsFor } from '@diem-cau/signaling-contract'
import { IconCircleCheck, IconClipboardCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { Band } from '../../layout/Band.tsx'
import { useLayoutStore } from '../../layout/LayoutContext.ts'
import { ConductCard } from '../card/ConductCard.tsx'
import { useAsk } from '../../scope/useAsk.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { PresenceForm } from './PresenceForm.tsx'
import '../../../../ui/styles/conduct.css'
import classes from './RollCall.module.css'
import { useSeatedNames } from './useSeatedNames.ts'

/** Asks the room, across the whole width, to say that it is there while the roll is called. */
export function RollCallCard() {
  const { t } = useTranslation('rollCall')
  const part = useMyPart()
  const { ask, pending } = useAsk()
  const unit = useMeeting(({ meeting }) => {
    const own = part.participant && confirmsFor(meeting, part.participant)
    return meeting.conduct.units.find(({ code }) => code === own?.code) ?? null
  })
  const suggested = useSeatedNames()
  const layout = useLayoutStore()
  if (!unit) return null
  const { confirmed } = unit
  const line = confirmed ? t('cardDone', { count: confirmed.count }) : t('card')
  // The office that calls the roll has it before its eyes anyway, so its own answer need not take the pictures' place.
  const weight = confirmed || part.isOffice ? 'line' : 'asks'
  return (
    <Band
      name="rollCall"
      order={40}
      weight={weight}
      icon={confirmed ? IconCircleCheck : IconClipboardCheck}
      line={line}
      testId="rollcall-card"
      state={confirmed ? 'done' : 'asked'}
    >
      <ConductCard className={classes['card']} icon={IconClipboardCheck} aria-label={t('card')}>
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
          onSave={(count, people) =>
            void ask('rollCall:confirm', { unitCode: null, count, people }).then(
              (done) => done && layout.setState(({ bands }) => ({ bands: { ...bands, opened: null } })),
            )
          }
        />
      </ConductCard>
    </Band>
  )
}
