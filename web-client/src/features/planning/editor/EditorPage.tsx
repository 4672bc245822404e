import { serverNow } from '../../../time/serverClock.ts'
import type { UnitRef } from '@diem-cau/signaling-contract'
import type { Me, Plan } from '@diem-cau/signaling-contract/office'
import { Button } from '@mantine/core'
import { IconCalendarOff, IconLock } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useMe, useMeFailure } from '../../../api/stores/useMe.ts'
import { scheduleQueries } from '../../../api/office/scheduleApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { failureCode } from '../../../api/client/RequestFailed.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { Editor } from './Editor.tsx'
import classes from './Editor.module.css'
import { hostsOf } from '../../plan/hostsOf.ts'
import { isEditable } from '../../plan/isEditable.ts'
import { formOf, newPlan, type PlanForm } from './planForm.ts'

/** Edits a new meeting, one that is changed, or a new one like another. */
export function EditorPage() {
  const { t } = useTranslation('schedule')
  const { meetingId } = useParams()
  const [params] = useSearchParams()
  const me = useMe()
  const { failure: unknownMe, askAgain: askMeAgain } = useMeFailure()
  const [now] = useState(() => serverNow())
  const copied = params.get('copy')
  const source = meetingId ?? copied
  const { data: answered, failure, refresh } = useLoad(source === null ? null : scheduleQueries.edited(source))
  const data = answered?.meetingId === source ? answered : null
  const hosts = useMemo(() => (me ? hostsOf(me) : []), [me])
  const title = t(meetingId === undefined ? 'editor.newTitle' : 'editor.editTitle')
  useEffect(() => {
    document.title = `${title} · ${t('product', { ns: 'translation' })}`
  }, [title, t])

  // The editor begins with this, and keeps its own values from there on.
  const initial =
    me && (data || source === null || source === undefined)
      ? beginning({ me, data, isNew: meetingId === undefined, params, hosts, now })
      : null

  const code = failure === null ? null : failureCode(failure)
  const isMissing = code === 'notFound' || code === 'forbidden'
  const failed = failure === null ? unknownMe : failure
  const retry = () => {
    if (unknownMe !== null) askMeAgain()
    if (failure !== null) refresh()
  }
  const isNotMine = initial?.plan?.mayManage === false
  const closed = isNotMine ? 'notYours' : initial?.plan?.phase === 'live' ? 'running' : 'started'
  return (
    <div className={classes['page']} data-testid="editor">
      <h1 className={classes['title']}>{title}</h1>
      {isMissing && (
        <Empty
          icon={<IconCalendarOff size="1em" stroke={1.4} />}
          title={t('plan.notFound')}
          text={t('plan.notFoundHint')}
        >
          <ToCalendar />
        </Empty>
      )}
      {!initial && failed !== null && !isMissing && (
        <LoadFailed
          title={t(source === undefined || source === null ? 'editor.notOpened' : 'plan.failed')}
          failure={failed}
          onRetry={retry}
        />
      )}
      {!initial && failed === null && <Skeletons heights={[4, 16, 16]} />}
      {initial && !initial.plan && hosts.length === 0 && (
        <Empty icon={<IconLock size="1em" stroke={1.4} />} title={t('editor.noHost')} text={t('editor.noHostHint')}>
          <ToCalendar />
        </Empty>
      )}
      {initial?.plan && (isNotMine || !isEditable(initial.plan)) && (
        <Empty
          icon={<IconLock size="1em" stroke={1.4} />}
          title={t(`editor.${closed}`)}
          text={t(`editor.${closed}Hint`)}
        >
          <Button component={Link} to={`/planning/${initial.plan.meetingId}`} variant="default">
            {t('plan.open')}
          </Button>
        </Empty>
      )}
      {initial && (initial.plan ? isEditable(initial.plan) && !isNotMine : hosts.length > 0) && (
        <Editor
          key={initial.plan?.meetingId ?? `new ${copied ?? ''}`}
          initial={initial.form}
          plan={initial.plan}
          hosts={withHost(hosts, initial.plan?.hostUnit)}
        />
      )}
    </div>
  )
}

function ToCalendar() {
  const { t } = useTranslation('schedule')
  return (
    <Button component={Link} to="/calendar" variant="default">
      {t('plan.toCalendar')}
    </Button>
  )
}

interface Beginning {
  readonly me: Me
  readonly data: Plan | null
  readonly isNew: boolean
  readonly params: URLSearchParams
  readonly hosts: readonly UnitRef[]
  readonly now: number
}

function beginning({ me, data, isNew, params, hosts, now }: Beginning): { form: PlanForm; plan: Plan | null } {
  const [startsAt, endsAt] = [Number(params.get('start')), Number(params.get('end'))]
  const picked = Number.isSafeInteger(startsAt) && startsAt > 0 && endsAt > startsAt ? { startsAt, endsAt } : null
  const fresh = newPlan(now, picked, hosts[0]?.code ?? null)
  if (!data) return { form: { ...fresh, ...chairIfMine(me) }, plan: null }
  if (!isNew) return { form: formOf(data), plan: data }
  // The copy gets a new time, and links of their own for the guests.
  const { date, start, endDate, end } = fresh
  const guests = formOf(data).guests.map((guest) => ({ ...guest, guestId: null }))
  return { form: { ...formOf(data), date, start, endDate, end, guests, recurrence: null }, plan: null }
}

const withHost = (hosts: readonly UnitRef[], host: UnitRef | undefined): readonly UnitRef[] =>
  host && !hosts.some(({ code }) => code === host.code) ? [host, ...hosts] : hosts

/** Seats the planner: a chair chairs, a secretary keeps the minutes. */
function chairIfMine(me: Me) {
  const self = { accountId: me.accountId, name: me.name, position: me.position, unit: me.unit }
  const roles = new Set(me.grants.map(({ role }) => role))
  return roles.has('chair') ? { chair: self } : roles.has('secretary') ? { secretary: self } : {}
}
