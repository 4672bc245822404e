import { Loader } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { Conflict, Scope } from '@diem-cau/signaling-contract/office'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingId } from '@diem-cau/signaling-contract'
import { scheduleApi } from '../../office/scheduleApi.ts'
import { useLoad } from '../../office/useLoad.ts'
import { localDate, localTime, writtenDate } from '../../office/vietnamTime.ts'
import classes from './ConflictsPanel.module.css'
import { inputOf, startOf, type PlanForm } from './planForm.ts'

const WAIT_MS = 500

interface Props {
  readonly meetingId: MeetingId | null
  readonly form: PlanForm
  /** Of a series: how far the edit will reach. */
  readonly scope?: Scope
  /** As many are named; the rest is counted. */
  readonly shown?: number
}

/** Who is in another meeting at that time, while it can still be moved. */
export function ConflictsPanel({ meetingId, form, scope = 'this', shown = 6 }: Props) {
  const { t } = useTranslation('schedule')
  // Asked again only for what can conflict, not for each letter of the title.
  const plan = startOf(form) === null ? null : inputOf({ ...form, title: '-', description: '', agenda: [], guests: [] })
  const [key] = useDebouncedValue(plan && plan.endsAt > plan.startsAt ? JSON.stringify([scope, plan]) : null, WAIT_MS)
  const { data, loading, failure } = useLoad(key, (signal) => (plan ? scheduleApi.conflicts({ meetingId, scope, plan }, signal) : Promise.resolve({ conflicts: [], total: 0 })))
  const conflicts = data?.conflicts ?? []
  // A series that meets another one says so once for each of the people, not once for each week.
  const grouped = useMemo(() => {
    const groups = new Map<string, [Conflict, number]>()
    for (const conflict of data?.conflicts ?? []) {
      const id = JSON.stringify([conflict.kind, conflict.name, conflict.title])
      const group = groups.get(id)
      if (group) group[1]++
      else groups.set(id, [conflict, 1])
    }
    return [...groups.values()]
  }, [data])
  if (key === null) return null
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
              {grouped.slice(0, shown).map(([conflict, times]) => (
                <li key={`${conflict.kind} ${conflict.name} ${conflict.title}`}>
                  {t(`conflicts.kind.${conflict.kind}`)}:{' '}
                  {t('conflicts.row', {
                    name: conflict.name,
                    title: conflict.title,
                    time: `${localTime(conflict.startsAt)} – ${localTime(conflict.endsAt)}, ${writtenDate(localDate(conflict.startsAt))}`,
                  })}
                  {times > 1 && ` (${t('conflicts.times', { count: times })})`}
                </li>
              ))}
            </ul>
            {grouped.length > shown && <div>{t('conflicts.more', { count: grouped.length - shown })}</div>}
            <div>{t('conflicts.still')}</div>
          </>
        )}
      </div>
    </div>
  )
}
