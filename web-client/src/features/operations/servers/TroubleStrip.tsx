import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { UnstyledButton } from '@mantine/core'
import type { Watched } from '../feed/applyChange.ts'
import { secondsText, sinceText } from '../figures/moments.ts'
import { meetingPath, resourcePath } from '../figures/paths.ts'
import { useFindingText } from '../figures/useFindingText.ts'
import { useResourceName } from '../figures/useResourceName.ts'
import { firstFinding } from '../health/findingOrder.ts'
import { HealthIcon } from '../health/HealthIcon.tsx'
import { type Trouble, troublesOf } from '../health/troubles.ts'
import classes from './TroubleStrip.module.css'

/** More than these are read one by one in their places below. */
const SHOWN = 5

/** What is not well, the worst first; or that all is, if all could be read and is of now. */
export function TroubleStrip({ watched, isLive }: { readonly watched: Watched; readonly isLive: boolean }) {
  const { t } = useTranslation('operations')
  const [showsAll, setShowsAll] = useState(false)
  const troubles = troublesOf(watched)
  const read = watched.resources.size + watched.meetings.size
  if (troubles.length === 0) {
    if (!isLive || read === 0) return null
    return (
      <section className={classes['strip']} data-health="good" data-testid="strip">
        <p className={classes['item']} data-health="good">
          <HealthIcon health="good" size="1.5em" />
          <span className={classes['what']}>
            <strong>{t('strip.good')}</strong>
            <span>{t('strip.goodText', { count: read, time: secondsText(watched.at) })}</span>
          </span>
        </p>
      </section>
    )
  }
  const shown = showsAll ? troubles : troubles.slice(0, SHOWN)
  return (
    <section
      className={classes['strip']}
      data-health={troubles[0]?.health}
      aria-label={t('strip.title')}
      data-testid="strip"
    >
      <ul>
        {shown.map((trouble) => (
          <li key={trouble.id}>
            <TroubleLink trouble={trouble} now={watched.at} />
          </li>
        ))}
      </ul>
      {troubles.length > shown.length && (
        <UnstyledButton className={classes['more']} onClick={() => setShowsAll(true)}>
          {t('strip.more', { count: troubles.length - shown.length })}
        </UnstyledButton>
      )}
    </section>
  )
}

function TroubleLink({ trouble, now }: { readonly trouble: Trouble; readonly now: number }) {
  const { t } = useTranslation('operations')
  const findingText = useFindingText()
  const resourceName = useResourceName()
  const { health, since } = trouble
  const begun = t('since', { time: sinceText(since, now) })
  if (trouble.kind === 'meeting') {
    const { meeting } = trouble
    const count = meeting.counts[health] ?? 0
    return (
      <Link to={meetingPath(meeting.meetingId)} className={classes['item']} data-health={health}>
        <HealthIcon health={health} size="1.5em" />
        <span className={classes['what']}>
          <strong>
            {t(`counts.${health}`, { count })}: {meeting.title}
          </strong>
          <span>
            {meeting.worst !== null && `${t('strip.worst', { name: meeting.worst })} · `}
            {begun}
          </span>
        </span>
      </Link>
    )
  }
  const { resource } = trouble
  const finding = firstFinding(resource.findings)
  return (
    <Link to={resourcePath(resource)} className={classes['item']} data-health={health}>
      <HealthIcon health={health} size="1.5em" />
      <span className={classes['what']}>
        <strong>
          {resourceName(resource)}: {finding ? findingText(finding) : t(`health.${health}`)}
        </strong>
        <span>
          {t(`kinds.${resource.kind}`)} · {begun}
        </span>
      </span>
    </Link>
  )
}
