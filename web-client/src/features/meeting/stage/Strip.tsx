import type { Participant, ParticipantId } from '@diem-cau/signaling-contract'
import { useIntersection, useMediaQuery } from '@mantine/hooks'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { fitStrip } from './fitStrip.ts'
import { useSize } from '../../../ui/useSize.ts'
import classes from './StageView.module.css'
import { Tile } from '../wall/Tile.tsx'

interface Props {
  /** The tile beside a screen or a paper, larger than the others. */
  readonly speaker: Participant | null
  readonly others: readonly Participant[]
  /** Our own participant; null while we are still at the door. */
  readonly me: ParticipantId | null
}

/** These are the sizes of `StageView.module.css`, in pixels. */
const GAP = 8

/**
 * Everyone who is not large: one below the other beside the stage, on an upright phone below it as large as the place
 * allows.
 */
export function Strip({ speaker, others, me }: Props) {
  const { t } = useTranslation('meeting')
  /** A mark after the last tile: it is out of sight while the list goes on below. */
  const { ref: end, entry } = useIntersection()
  const more = entry?.isIntersecting === false
  const box = useRef<HTMLElement>(null)
  const nothing = useRef<HTMLElement>(null)
  const isUpright = useMediaQuery('(max-aspect-ratio: 1 / 1)', false, { getInitialValueInEffect: false })
  // Its size is of no use beside the stage, and measuring it would keep the first pictures waiting (decision 004).
  const { width, height } = useSize(isUpright ? box : nothing)
  const fit =
    isUpright && width > 0 ? fitStrip(others.length + Number(speaker !== null), { width, height, gap: GAP }) : null
  const size = fit ? { style: { width: fit.width } } : {}
  return (
    <section
      ref={box}
      className={classes['strip']}
      data-testid="strip"
      data-beside={speaker !== null}
      data-more={more}
      aria-label={t('meeting.strip')}
      tabIndex={0}
    >
      <ul>
        {speaker && (
          <li key={speaker.participantId} className={classes['speaker']} data-testid="stage-beside" {...size}>
            <Tile participant={speaker} source="camera" mine={speaker.participantId === me} />
          </li>
        )}
        {others.map((participant) => (
          <li key={participant.participantId} {...size}>
            <Tile participant={participant} source="camera" mine={participant.participantId === me} />
          </li>
        ))}
      </ul>
      <div ref={end} className={classes['end']} />
    </section>
  )
}
