import type { Board } from '@diem-cau/signaling-contract/readiness'
import { NativeSelect, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { duration } from '../../time/formatTime.ts'
import { momentText } from '../../time/timeText.ts'
import { useNow } from '../../time/useNow.ts'
import { healthCounts } from './boardGroups.ts'
import classes from './Board.module.css'

interface Props {
  readonly board: Board | null
  /** Id of a meeting, `all`, or null: of the next one. */
  readonly wanted: string | null
  readonly onChoose: (wanted: string) => void
}

/** How many are ready, for which meeting, and how long until it begins: read from the other end of the room. */
export function BoardHead({ board, wanted, onChoose }: Props) {
  const { t } = useTranslation('board')
  const counts = board && healthCounts(board.rooms)
  const meeting = board?.meeting ?? null
  const choices = board?.meetings ?? []
  const isListed = meeting === null || choices.some(({ meetingId }) => meetingId === meeting.meetingId)
  return (
    <header className={classes['head']}>
      <div className={classes['where']}>
        <Title order={1} size="h2">
          {t('title')}
        </Title>
        {board && (
          <NativeSelect
            aria-label={t('meeting')}
            value={wanted === 'all' || meeting === null ? 'all' : meeting.meetingId}
            onChange={({ currentTarget }) => onChoose(currentTarget.value)}
            data={[
              ...(meeting && !isListed ? [{ value: meeting.meetingId as string, label: meeting.title }] : []),
              ...choices.map(({ meetingId, title, startsAt }) => ({
                value: meetingId as string,
                label: `${momentText(startsAt)} · ${title}`,
              })),
              { value: 'all', label: t('allRooms') },
            ]}
            className={classes['choice'] ?? ''}
            data-testid="board-meeting"
          />
        )}
      </div>
      {board && counts && (
        <p className={classes['count']} data-testid="board-count">
          <strong>
            {counts.good + counts.weak}/{board.rooms.length}
          </strong>{' '}
          {t('ready')}
        </p>
      )}
      {meeting && (
        <div className={classes['until']}>
          <Countdown startsAt={meeting.startsAt} />
          <Link to={`/planning/${meeting.meetingId}`}>{meeting.title}</Link>
          {meeting.rehearsal && (
            <Link to={`/planning/${meeting.rehearsal.meetingId}`}>
              {t(meeting.rehearsal.isOver ? 'rehearsalWas' : 'rehearsalIs', {
                time: momentText(meeting.rehearsal.startsAt),
              })}
            </Link>
          )}
        </div>
      )}
    </header>
  )
}

function Countdown({ startsAt }: { readonly startsAt: number }) {
  const { t } = useTranslation('board')
  const now = useNow()
  return (
    <strong className={classes['countdown']} role="timer" aria-live="off" data-testid="board-countdown">
      {now < startsAt ? t('until', { time: duration(startsAt - now) }) : t('begun', { time: momentText(startsAt) })}
    </strong>
  )
}
