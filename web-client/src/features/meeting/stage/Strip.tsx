import type { Participant, ParticipantId } from '@diem-cau/signaling-contract'
import { useIntersection, useMediaQuery } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
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

/** So many are in sight at first on any screen. The others are laid out when one scrolls near them: 85 tiles that nobody sees would cost the stage its first picture. */
const AT_ONCE = 6
/** Far enough that nobody sees a tile come, whether one scrolls down or to the side. */
const NEAR = '100%'

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
        {others.map((participant, n) => (
          <Place
            key={participant.participantId}
            participant={participant}
            me={me}
            first={n < AT_ONCE}
            width={fit?.width ?? null}
          />
        ))}
      </ul>
      <div ref={end} className={classes['end']} />
    </section>
  )
}

interface PlaceProps {
  readonly participant: Participant
  readonly me: ParticipantId | null
  /** True for one that is there from the beginning. */
  readonly first: boolean
  /** In pixels; null = as the style sheet says. */
  readonly width: number | null
}

/** One place of the strip: a name, until it is or was near to what is in sight. */
function Place({ participant, me, first, width }: PlaceProps) {
  const place = useRef<HTMLLIElement>(null)
  const [wasNear, setNear] = useState(false)
  const isShown = first || wasNear
  useEffect(() => {
    const element = place.current
    if (isShown || !element) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setNear(true)
      },
      { root: element.closest('section'), rootMargin: NEAR },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [isShown])
  return (
    <li ref={place} style={width === null ? undefined : { width }}>
      {isShown ? (
        <Tile participant={participant} source="camera" mine={participant.participantId === me} />
      ) : (
        <span className={classes['far']}>{participant.unit?.name ?? participant.name}</span>
      )}
    </li>
  )
}
