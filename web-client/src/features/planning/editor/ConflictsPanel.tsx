import type { MeetingId } from '@diem-cau/signaling-contract'
import type { ConflictGroup, Scope } from '@diem-cau/signaling-contract/office'
import { Button, Loader } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { scheduleQueries } from '../../../api/office/scheduleApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { localDate, localTime, writtenDate } from '../../../time/vietnamTime.ts'
import classes from './ConflictsPanel.module.css'
import { inputOf, startOf, type PlanForm } from './planForm.ts'

const WAIT_MS = 500

interface Props {
  readonly meetingId: MeetingId | null
  readonly form: PlanForm
  /** The reach of the edit in a series. */
  readonly scope?: Scope
  /** The number of other meetings that are named at first. */
  readonly shown?: number
  /** Moves the meeting to a time at which everyone is free; without it none is proposed. */
  readonly onMove?: (startsAt: number) => void
}

/** Names the other meetings at that time and who would be in both, while it can still be moved. */
export function ConflictsPanel({ meetingId, form, scope = 'this', shown = 3, onMove }: Props) {
  const { t } = useTranslation('schedule')
  const [all, setAll] = useState(false)
  // The question is repeated only for fields that can conflict, not for each letter of the title.
  const plan = startOf(form) === null ? null : inputOf({ ...form, title: '-', description: '', agenda: [], guests: [] })
  const [key] = useDebouncedValue(plan && plan.endsAt > plan.startsAt ? JSON.stringify([scope, plan]) : null, WAIT_MS)
  const { data, loading, failure } = useLoad(
    key === null || plan === null ? null : scheduleQueries.conflicts(key, { meetingId, scope, plan }),
  )
  const groups = data?.groups ?? []
  if (key === null) return null
  return (
    <div
      className={classes['root']}
      data-state={failure !== null ? 'failed' : groups.length > 0 ? 'some' : 'none'}
      role="status"
      data-testid="conflicts"
      data-count={data?.total ?? ''}
    >
      {loading ? (
        <Loader size="1.1em" />
      ) : groups.length > 0 || failure !== null ? (
        <IconAlertTriangle size="1.4em" aria-hidden />
      ) : (
        <IconCheck size="1.4em" aria-hidden />
      )}
      <div className={classes['what']}>
        <strong>
          {loading && !data
            ? t('conflicts.checking')
            : failure !== null
              ? t('conflicts.failed')
              : groups.length === 0
                ? t('conflicts.none')
                : t('conflicts.some', { count: data?.total ?? 0 })}
        </strong>
        {groups.length > 0 && (
          <>
            <ul className={classes['groups']}>
              {groups.slice(0, all ? undefined : shown).map((group) => (
                <Group key={group.meetingId} group={group} />
              ))}
            </ul>
            {(groups.length > shown || (data?.total ?? 0) > groups.length) && (
              <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)} disabled={groups.length <= shown}>
                {all ? t('conflicts.fewer') : t('conflicts.more', { count: (data?.total ?? 0) - shown })}
              </Button>
            )}
            {onMove && (data?.free.length ?? 0) > 0 && (
              <div className={classes['free']} role="group" aria-label={t('conflicts.free')}>
                <span>{t('conflicts.free')}:</span>
                {data?.free.map(({ startsAt, endsAt }) => (
                  <Button
                    key={startsAt}
                    variant="default"
                    size="compact-sm"
                    onClick={() => onMove(startsAt)}
                    data-testid="free-time"
                  >
                    {localTime(startsAt)} – {localTime(endsAt)}
                    {localDate(startsAt) === form.date ? '' : `, ${writtenDate(localDate(startsAt)).slice(0, 5)}`}
                  </Button>
                ))}
              </div>
            )}
            <div className={classes['still']}>{t('conflicts.still')}</div>
          </>
        )}
      </div>
    </div>
  )
}

/** Writes one conflict: "Giao ban đầu tuần (9 buổi, từ 07/12): chủ tọa, thư ký, 7 phòng họp". */
function Group({ group: { title, meetings, startsAt, endsAt, who } }: { readonly group: ConflictGroup }) {
  const { t } = useTranslation('schedule')
  const date = writtenDate(localDate(startsAt))
  return (
    <li>
      <strong>{title}</strong> (
      {meetings > 1
        ? t('conflicts.meetings', { count: meetings, date })
        : `${localTime(startsAt)} – ${localTime(endsAt)}, ${date}`}
      ):{' '}
      {who.map(({ kind, count, names }, n) => (
        <span key={kind} title={names.join(', ')}>
          {n > 0 && ', '}
          {count > 1 ? t(`conflicts.many.${kind}`, { count }) : `${t(`conflicts.kind.${kind}`)} ${names[0] ?? ''}`}
        </span>
      ))}
    </li>
  )
}
