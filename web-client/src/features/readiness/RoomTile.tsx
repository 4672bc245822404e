import type { BoardRoom } from '@diem-cau/signaling-contract/readiness'
import { VisuallyHidden } from '@mantine/core'
import { IconBell, IconCopy, IconPhoneCall, IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { HealthIcon } from '../operations/health/HealthIcon.tsx'
import { sinceText } from '../operations/figures/moments.ts'
import classes from './Board.module.css'
import { roomPath } from './paths.ts'
import { useReasonText } from './useReasonText.ts'

interface Props {
  readonly room: BoardRoom
  readonly meetingId: string | null
  readonly now: number
}

/** One room on the board: how it stands, why, since when, who was told and who has taken it on. */
export function RoomTile({ room, meetingId, now }: Props) {
  const { t } = useTranslation('board')
  const { worst } = useReasonText()
  const { health, since, told, seenBy, helpAt, copiedAt, rehearsal } = room
  return (
    <li className={classes['tile']} data-health={health} data-testid="board-room" data-room={room.roomId}>
      <Link to={roomPath(room.roomId, meetingId)} className={classes['tileLink']}>
        <span className={classes['tileName']}>
          <HealthIcon health={health} size="1.25em" />
          <strong>{shortName(room)}</strong>
        </span>
        {health === 'good' && !room.inMeeting ? (
          // Its colour and shape say it; a line for each would push others off the screen.
          <VisuallyHidden>{t('health.good')}</VisuallyHidden>
        ) : (
          <span className={classes['tileWhy']}>{room.inMeeting ? t('inMeeting') : worst(room)}</span>
        )}
        {(health !== 'good' || helpAt !== null || copiedAt !== null || rehearsal !== null) && (
          <span className={classes['tileFacts']}>
            {health !== 'good' && since !== null && <span>{t('since', { time: sinceText(since, now) })}</span>}
            {helpAt !== null && (
              <span className={classes['fact']}>
                <IconPhoneCall size="1.1em" aria-hidden />
                {t('help')}
              </span>
            )}
            {copiedAt !== null && (
              <span className={classes['fact']}>
                <IconCopy size="1.1em" aria-hidden />
                {t('copied')}
              </span>
            )}
            {seenBy !== '' ? (
              <span className={classes['fact']}>
                <IconUserCheck size="1.1em" aria-hidden />
                {t('seenBy', { name: seenBy })}
              </span>
            ) : (
              told.length > 0 && (
                <span className={classes['fact']} title={told.map(({ name }) => name).join(', ')}>
                  <IconBell size="1.1em" aria-hidden />
                  {t('told', { count: told.length })}
                </span>
              )
            )}
            {rehearsal !== null && (
              <span>
                {t(rehearsal.came ? (rehearsal.bad.length > 0 ? 'rehearsed.bad' : 'rehearsed.good') : 'rehearsed.away')}
              </span>
            )}
          </span>
        )}
      </Link>
    </li>
  )
}

/** "Phường An Hội" of "Phòng họp Phường An Hội": most rooms are the one of their unit. */
function shortName({ name, unit }: BoardRoom): string {
  const left = name.replace(unit.name, '').trim().toLowerCase()
  return left === 'phòng họp' ? unit.name : name
}
