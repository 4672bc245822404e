import type { ParticipantId } from '@diem-cau/signaling-contract'
import { IconHourglassEmpty } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { stageTarget } from '../../meeting/stageTarget.ts'
import { useMeeting } from '../MeetingContext.ts'
import { useLayout } from './LayoutContext.ts'
import classes from './StageView.module.css'
import { Tile } from './Tile.tsx'

interface Props {
  /** `null` while still at the door. */
  readonly me: ParticipantId | null
}

/** One large picture that matters now, and everyone else small beside it. */
export function StageView({ me }: Props) {
  const { t } = useTranslation()
  const pinned = useLayout((state) => state.pinned)
  const { participantId, source } = useMeeting(
    ({ meeting, order, speaker }) => stageTarget({ meeting, order, me, pinned, speaker: speaker.current }) ?? { participantId: null, source: 'camera' as const },
  )
  const order = useMeeting((model) => model.order)
  const onStage = order.find((participant) => participant.participantId === participantId)
  // A room whose screen is on the stage keeps its face in the strip.
  const beside = order.filter((participant) => participant !== onStage || source === 'screen')
  const mineLast = beside.toSorted((a, b) => Number(a.participantId === me) - Number(b.participantId === me))
  return (
    <div className={classes['root']}>
      <section className={classes['stage']} data-testid="stage" aria-label={t('meeting.stage')}>
        {onStage ? (
          <Tile key={`${onStage.participantId}/${source}`} participant={onStage} source={source} mine={onStage.participantId === me} large />
        ) : (
          <div className={classes['alone']} role="status">
            <IconHourglassEmpty size="3rem" stroke={1.4} aria-hidden />
            <strong>{t('meeting.alone')}</strong>
            <span>{t('meeting.aloneHint')}</span>
          </div>
        )}
      </section>
      {mineLast.length > 0 && (
        <section className={classes['strip']} data-testid="strip" aria-label={t('meeting.strip')} tabIndex={0}>
          <ul>
            {mineLast.map((participant) => (
              <li key={participant.participantId}>
                <Tile participant={participant} source="camera" mine={participant.participantId === me} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
