import './scheduleTexts.ts'
import type { UnitRef } from '@diem-cau/signaling-contract'
import type { Me, Plan } from '@diem-cau/signaling-contract/office'
import { Button, Skeleton } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useFailureText } from '../../i18n/useFailureText.ts'
import { useMe } from '../../office/meStore.ts'
import { scheduleApi } from '../../office/scheduleApi.ts'
import { useLoad } from '../../office/useLoad.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Editor } from './Editor.tsx'
import classes from './Editor.module.css'
import { isEditable } from './isEditable.ts'
import { formOf, newPlan, type PlanForm } from './planForm.ts'

/** A new meeting, one that is changed, or a new one like another. */
export function EditorPage() {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const { meetingId } = useParams()
  const [params] = useSearchParams()
  const me = useMe()
  const [now] = useState(() => Date.now())
  const copied = params.get('copy')
  const source = meetingId ?? copied
  const { data, failure, refresh } = useLoad(source, (signal) => scheduleApi.meeting(source ?? '', signal))
  const hosts = useMemo(() => (me ? hostsOf(me) : []), [me])
  const title = t(meetingId === undefined ? 'editor.newTitle' : 'editor.editTitle')
  useEffect(() => {
    document.title = `${title} · ${t('product', { ns: 'translation' })}`
  }, [title, t])

  // What an editor begins with; it keeps its own from there on.
  const initial = me && (data || source === null || source === undefined) ? beginning({ me, data, isNew: meetingId === undefined, params, hosts, now }) : null

  const trouble = failure !== null ? { title: t('plan.failed'), text: failureText(failure) } : null
  return (
    <div className={classes['page']} data-testid="editor">
      <h1 className={classes['title']}>{title}</h1>
      {trouble && (
        <Notice title={trouble.title} text={trouble.text}>
          <Button variant="default" onClick={refresh}>
            {t('common.retry', { ns: 'translation' })}
          </Button>
        </Notice>
      )}
      {!initial && !trouble && (
        <div role="status" aria-label={t('common.loading', { ns: 'translation' })}>
          <Skeleton height="3rem" mb="md" />
          <Skeleton height="20rem" />
        </div>
      )}
      {initial && !initial.plan && hosts.length === 0 && (
        <Notice title={t('editor.noHost')}>
          <Button component={Link} to="/calendar" variant="default">
            {t('plan.back')}
          </Button>
        </Notice>
      )}
      {initial?.plan && !isEditable(initial.plan) && (
        <Notice title={t('editor.started')}>
          <Button component={Link} to={`/planning/${initial.plan.meetingId}`} variant="default">
            {t('plan.open')}
          </Button>
        </Notice>
      )}
      {initial && (initial.plan ? isEditable(initial.plan) : hosts.length > 0) && (
        <Editor key={initial.plan?.meetingId ?? `new ${copied ?? ''}`} initial={initial.form} plan={initial.plan} hosts={withHost(hosts, initial.plan?.hostUnit)} />
      )}
    </div>
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
  // Like the other one, at a new time and with links of their own for the guests.
  const { date, start, endDate, end } = fresh
  const guests = formOf(data).guests.map((guest) => ({ ...guest, guestId: null }))
  return { form: { ...formOf(data), date, start, endDate, end, guests }, plan: null }
}

/** Units that I may plan for: a chair's and a secretary's own. */
function hostsOf(me: Me): UnitRef[] {
  const units = me.grants.filter(({ role }) => role === 'chair' || role === 'secretary').map(({ unit }) => unit)
  return [...new Map(units.map((unit) => [unit.code, unit])).values()]
}

const withHost = (hosts: readonly UnitRef[], host: UnitRef | undefined): readonly UnitRef[] => (host && !hosts.some(({ code }) => code === host.code) ? [host, ...hosts] : hosts)

/** Who plans as a chair chairs; who plans as a secretary keeps the minutes. */
function chairIfMine(me: Me) {
  const self = { accountId: me.accountId, name: me.name, position: me.position, unit: me.unit }
  const roles = new Set(me.grants.map(({ role }) => role))
  return roles.has('chair') ? { chair: self } : roles.has('secretary') ? { secretary: self } : {}
}
