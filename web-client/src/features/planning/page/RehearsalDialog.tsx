import type { Plan } from '@diem-cau/signaling-contract/office'
import { Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { scheduleApi } from '../../../api/office/scheduleApi.ts'
import { showToast } from '../../../ui/toasts.ts'
import { fromLocal } from '../../../time/vietnamTime.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { ActDialog } from '../../../ui/ActDialog.tsx'
import { timesOf, withStart } from '../editor/planForm.ts'
import { TimeFields, type Times } from '../editor/TimeFields.tsx'
import { rehearsalTimes } from '../../plan/rehearsalTimes.ts'

/** Plans a test of the connections: half an hour, the afternoon before the meeting. */
export function RehearsalDialog({ plan, onClose }: { readonly plan: Plan; readonly onClose: () => void }) {
  const { t } = useTranslation('schedule')
  const navigate = useNavigate()
  const [times, setTimes] = useState<Times>(() => {
    const offered = rehearsalTimes(plan.startsAt, serverNow())
    return timesOf(offered.startsAt, offered.endsAt)
  })
  const [startsAt, endsAt] = [fromLocal(times.date, times.start), fromLocal(times.endDate, times.end)]
  const problem = startsAt === null || endsAt === null ? 'noSuchTime' : endsAt <= startsAt ? 'endsBeforeStart' : null
  async function add() {
    if (startsAt === null || endsAt === null || problem) return false
    const rehearsal = await scheduleApi.addRehearsal(plan.meetingId, { startsAt, endsAt })
    showToast(t('rehearsal.added'))
    await navigate(`/planning/${rehearsal.meetingId}`)
  }
  return (
    <ActDialog
      onClose={onClose}
      title={t('rehearsal.title')}
      size="lg"
      cancel={t('common.cancel', { ns: 'translation' })}
      act={t('rehearsal.add')}
      disabled={problem !== null}
      onAct={add}
      actTestId="rehearsal-confirm"
    >
      <Text>{t('rehearsal.text')}</Text>
      <TimeFields
        value={times}
        problems={problem ? { end: t(`problems.${problem}`) } : {}}
        onStart={(change) => setTimes(withStart(times, change))}
        onEnd={(change) => setTimes({ ...times, ...change })}
      />
    </ActDialog>
  )
}
