import { Loader } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingId } from '@diem-cau/signaling-contract'
import { scheduleApi } from '../../office/scheduleApi.ts'
import { useLoad } from '../../office/useLoad.ts'
import { localDate, localTime, writtenDate } from '../../office/vietnamTime.ts'
import classes from './ConflictsPanel.module.css'
import { inputOf, startOf, type PlanForm } from './planForm.ts'

const SHOWN = 6
const WAIT_MS = 500

interface Props {
  readonly meetingId: MeetingId | null
  readonly form: PlanForm
}

/** Who is in another meeting at that time, while it can still be moved. */
export function ConflictsPanel({ meetingId, form }: Props) {
  const { t } = useTranslation('schedule')
  const { chair, deputy, secretary, date, start, endDate, end, invite, people, recurrence, hostUnitCode } = form
  // Asked again only for what can conflict, not for each letter of the title.
  const plan = useMemo(
    () => (startOf(form) === null ? null : inputOf({ ...form, title: form.title.trim() || '-', description: '', agenda: [], guests: [] })),
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- see above
    [chair, deputy, secretary, date, start, endDate, end, invite, people, recurrence, hostUnitCode],
  )
  const [asked] = useDebouncedValue(plan, WAIT_MS)
  const key = asked && asked.endsAt > asked.startsAt ? JSON.stringify({ ...asked, title: '' }) : null
  const { data, loading, failure } = useLoad(key, (signal) =>
    asked ? scheduleApi.conflicts({ meetingId, plan: asked }, signal) : Promise.resolve({ conflicts: [], total: 0 }),
  )
  if (key === null) return null
  const conflicts = data?.conflicts ?? []
  return (
    <div className={classes['root']} data-state={failure !== null ? 'failed' : conflicts.length > 0 ? 'some' : 'none'} role="status" data-testid="conflicts" data-count={data?.total ?? ''}>
      {loading ? <Loader size="1.1em" /> : conflicts.length > 0 || failure !== null ? <IconAlertTriangle size="1.4em" aria-hidden /> : <IconCheck size="1.4em" aria-hidden />}
      <div>
        <strong>
          {loading && !data ? t('conflicts.checking') : failure !== null ? t('conflicts.failed') : conflicts.length === 0 ? t('conflicts.none') : t('conflicts.some', { count: data?.total ?? 0 })}
        </strong>
        {conflicts.length > 0 && (
          <>
            <ul>
              {conflicts.slice(0, SHOWN).map((conflict) => (
                <li key={`${conflict.kind} ${conflict.name} ${conflict.meetingId} ${conflict.at}`}>
                  {t(`conflicts.kind.${conflict.kind}`)}:{' '}
                  {t('conflicts.row', {
                    name: conflict.name,
                    title: conflict.title,
                    time: `${localTime(conflict.startsAt)} – ${localTime(conflict.endsAt)}, ${writtenDate(localDate(conflict.startsAt))}`,
                  })}
                </li>
              ))}
            </ul>
            {(data?.total ?? 0) > SHOWN && <div>{t('conflicts.more', { count: (data?.total ?? 0) - SHOWN })}</div>}
            <div>{t('conflicts.still')}</div>
          </>
        )}
      </div>
    </div>
  )
}
