import { IconDeviceDesktopCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { boardQueries } from '../../api/office/boardApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { useNow } from '../../time/useNow.ts'
import classes from './ReadyLine.module.css'
import { boardPath } from './paths.ts'

interface Props {
  readonly meetingId: string
  /** Milliseconds since the epoch. */
  readonly startsAt: number
}

/** Rooms test themselves from so long before a meeting on. */
const BEFORE_MS = 60 * 60_000

/** "83/85 điểm cầu sẵn sàng", from an hour before the meeting until it begins, with the way to the board; for whoever may see it. */
export function ReadyLine({ meetingId, startsAt }: Props) {
  const now = useNow(10_000)
  return now >= startsAt - BEFORE_MS && now < startsAt ? <Line meetingId={meetingId} /> : null
}

function Line({ meetingId }: Pick<Props, 'meetingId'>) {
  const { t } = useTranslation('board')
  const { data } = useLoad(boardQueries.count(meetingId))
  if (!data || data.rooms === 0) return null
  return (
    <Link
      to={boardPath(meetingId)}
      className={classes['line']}
      data-all={data.ready === data.rooms}
      data-testid="ready-line"
    >
      <IconDeviceDesktopCheck size="1.25em" aria-hidden />
      {t('line', { ready: data.ready, rooms: data.rooms })}
    </Link>
  )
}
