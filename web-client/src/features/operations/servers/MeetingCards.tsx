import type { Health, RunningMeeting } from '@diem-cau/signaling-contract/operations'
import { IconDeviceTvOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Empty } from '../../../ui/Empty.tsx'
import type { Watched } from '../feed/applyChange.ts'
import { sinceText } from '../figures/moments.ts'
import { meetingPath } from '../figures/paths.ts'
import { HealthBar } from '../health/HealthBar.tsx'
import { HealthMark } from '../health/HealthMark.tsx'
import type { HealthCounts } from '../health/troubles.ts'
import { useStableOrder } from '../health/useStableOrder.ts'
import classes from './servers.module.css'

interface Props {
  readonly watched: Watched
  /** True for who sees the endpoints of a branch alone. */
  readonly isOfBranch: boolean
}

/** The meetings that run, each leading to its endpoints. */
export function MeetingCards({ watched, isOfBranch }: Props) {
  const { t } = useTranslation('operations')
  const { ordered, handlers } = useStableOrder(
    [...watched.meetings.values()].map((meeting) => ({
      id: meeting.meetingId,
      name: meeting.title,
      health: meeting.health,
      meeting,
    })),
  )
  return (
    <section className={classes['part']} aria-labelledby="operations-meetings">
      <h2 id="operations-meetings">{t('meetings.title')}</h2>
      {isOfBranch && <p className={classes['dim']}>{t('meetings.branch')}</p>}
      {ordered.length === 0 ? (
        <Empty
          icon={<IconDeviceTvOff size="1em" stroke={1.4} />}
          title={t('meetings.empty')}
          text={t('meetings.emptyHint')}
        />
      ) : (
        <div className={classes['meetings']} {...handlers}>
          {ordered.map(({ id, meeting }) => (
            <MeetingCard key={id} meeting={meeting} now={watched.at} />
          ))}
        </div>
      )}
    </section>
  )
}

function MeetingCard({ meeting, now }: { readonly meeting: RunningMeeting; readonly now: number }) {
  const { t } = useTranslation('operations')
  const { meetingId, title, startedAt, rooms, connected, floor, health, since, counts, worst } = meeting
  return (
    <Link to={meetingPath(meetingId)} className={classes['card']} data-testid="running-meeting">
      <span className={classes['cardHead']}>
        <strong>{title}</strong>
        <HealthMark health={health} since={since} now={now} />
      </span>
      <HealthBar counts={wholeOf(counts)} />
      <span className={classes['dim']}>
        {t('meetings.rooms', { connected, rooms })} ·{' '}
        {startedAt === null ? t('meetings.notStarted') : t('meetings.started', { time: sinceText(startedAt, now) })}
      </span>
      <span className={classes['dim']}>
        {floor === null ? t('meetings.noFloor') : t('meetings.floor', { name: floor })}
        {worst !== null && health !== 'good' && ` · ${t('strip.worst', { name: worst })}`}
      </span>
    </Link>
  )
}

const wholeOf = (counts: Partial<Record<Health, number>>): HealthCounts => ({
  bad: 0,
  weak: 0,
  unknown: 0,
  good: 0,
  ...counts,
})
