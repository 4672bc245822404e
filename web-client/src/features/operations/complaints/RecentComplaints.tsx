import { ComplaintKind } from '@diem-cau/signaling-contract'
import type { OperationEvent } from '@diem-cau/signaling-contract/operations'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { operationsQueries } from '../../../api/office/operationsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { sinceText } from '../figures/moments.ts'
import { whyPath } from '../figures/paths.ts'
import classes from './RecentComplaints.module.css'

/** So long a complaint is of interest, in seconds; and so many are shown. */
const RECENT_SECONDS = 12 * 3_600
const SHOWN = 5

/** Rooms that said of late that they hear or see badly, each leading to why. Nothing when there are none. */
export function RecentComplaints({ now }: { readonly now: number }) {
  const { t } = useTranslation('causes')
  const [opened] = useState(() => Math.floor(serverNow() / 1_000))
  const { data } = useLoad(operationsQueries.events([{ kind: 'complaint', from: opened - RECENT_SECONDS }], true))
  const complaints = (data?.events ?? []).flatMap((event) => complaintOf(event) ?? []).toReversed()
  if (complaints.length === 0) return null
  return (
    <section className={classes['complaints']} aria-labelledby="operations-complaints" data-testid="complaints">
      <h2 id="operations-complaints">{t('complaints.title')}</h2>
      <ul>
        {complaints.slice(0, SHOWN).map(({ id, at, name, what, path }) => (
          <li key={id}>
            <Link to={path} data-testid="complaint">
              <time>{sinceText(at, now)}</time>
              <span>{t('complained', { name, what: t(`complaint.${what}`) })}</span>
              <strong>{t('complaints.why')}</strong>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The detail of a complaint says what it was, and of whom if of anybody. */
function complaintOf({ id, at, name, resource, detail }: OperationEvent) {
  const [kind = '', about] = detail.split(' ')
  const what = ComplaintKind.safeParse(kind)
  const [, meetingId, participantId] = /^endpoint:([^/]+)\/(.+)$/.exec(resource ?? '') ?? []
  if (!what.success || meetingId === undefined || participantId === undefined) return null
  const asked = { at: Math.floor(at / 1_000), what: what.data, ...(about === undefined ? {} : { about }) }
  return { id, at, name, what: what.data, path: whyPath(meetingId, participantId, asked) }
}
