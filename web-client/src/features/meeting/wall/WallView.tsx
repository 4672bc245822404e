import type { Participant, ParticipantId } from '@diem-cau/signaling-contract'
import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { fitWall } from './fitWall.ts'
import { useSize } from '../../../ui/useSize.ts'
import { useAsk } from '../scope/useAsk.ts'
import { useConduct } from '../scope/useConduct.ts'
import { useMyPart } from '../scope/useMyPart.ts'
import { useMeeting } from '../scope/MeetingContext.ts'
import { useLayout, useLayoutStore } from '../layout/LayoutContext.ts'
import { Tile } from './Tile.tsx'
import { isTyping } from '../../../browser/isTyping.ts'
import classes from './WallView.module.css'

interface Props {
  /** Our own participant; null while we are still at the door. */
  readonly me: ParticipantId | null
}

interface Item {
  readonly participant: Participant
  readonly source: 'camera' | 'screen'
}

const GAP = 6
/**
 * The narrowest tile, in pixels, in which a face is a face: 85 rooms fit a laptop's page just so, and a phone shows two
 * beside each other.
 */
const MIN_TILE = { wide: 88, narrow: 150 }

/** Shows every room at once, as large as the page allows; in pages only when there is no other way. */
export function WallView({ me }: Props) {
  const { t } = useTranslation('meeting')
  const layout = useLayoutStore()
  const ownPage = useLayout((state) => state.page)
  const view = useLayout((state) => state.view)
  const { isActingChair } = useMyPart()
  const { ask } = useAsk()
  // The chair's page is shown to everyone who follows the stage, and to the chair wherever it looks.
  const chairPage = useConduct(({ stage }) =>
    stage.kind === 'gallery' && (isActingChair || view === 'stage') ? stage.page : null,
  )
  const mayTurn = chairPage === null || isActingChair
  const order = useMeeting((model) => model.order)
  const screenOwner = useMeeting(
    ({ meeting }) =>
      Object.values(meeting.producers).find((p) => p.source === 'screen' && p.participantId !== me)?.participantId,
  )
  const box = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(box)

  const items: Item[] = [
    ...order
      .filter((p) => p.participantId === screenOwner)
      .map((participant) => ({ participant, source: 'screen' as const })),
    ...order
      .toSorted((a, b) => Number(a.participantId === me) - Number(b.participantId === me))
      .map((participant) => ({ participant, source: 'camera' as const })),
  ]
  const plan = fitWall(items.length, {
    width,
    height,
    gap: GAP,
    minTileWidth: width < 600 ? MIN_TILE.narrow : MIN_TILE.wide,
  })
  const page = Math.min(chairPage ?? ownPage, plan.pages - 1)
  const turn = (by: number) => {
    const next = Math.max(0, Math.min(plan.pages - 1, page + by))
    if (chairPage === null) layout.setState({ page: next })
    else if (next !== page) void ask('stage:set', { stage: { kind: 'gallery', page: next } })
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (plan.pages < 2 || !mayTurn || isTyping(event.target)) return
    const forward = event.key === 'ArrowRight' || event.key === 'PageDown'
    if (!forward && event.key !== 'ArrowLeft' && event.key !== 'PageUp') return
    event.preventDefault()
    turn(forward ? 1 : -1)
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  const size = { width: plan.tileWidth, height: plan.tileHeight }
  return (
    <section className={classes['root']} data-testid="wall" aria-label={t('meeting.wall')}>
      <div ref={box} className={classes['box']}>
        <ul style={{ gap: GAP, maxWidth: plan.columns * (plan.tileWidth + GAP) - GAP }}>
          {width > 0 &&
            items.slice(page * plan.perPage, (page + 1) * plan.perPage).map(({ participant, source }) => (
              <li key={`${participant.participantId}/${source}`} style={size}>
                <Tile participant={participant} source={source} mine={participant.participantId === me} />
              </li>
            ))}
        </ul>
      </div>
      {plan.pages > 1 && (
        <nav className={classes['pages']} aria-label={t('shortcuts.pages')}>
          <ActionIcon
            variant="default"
            size="xl"
            disabled={page === 0 || !mayTurn}
            onClick={() => turn(-1)}
            aria-label={t('meeting.previousPage')}
          >
            <IconChevronLeft aria-hidden />
          </ActionIcon>
          <span role="status">{t('meeting.page', { page: page + 1, pages: plan.pages })}</span>
          <ActionIcon
            variant="default"
            size="xl"
            disabled={page === plan.pages - 1 || !mayTurn}
            onClick={() => turn(1)}
            aria-label={t('meeting.nextPage')}
          >
            <IconChevronRight aria-hidden />
          </ActionIcon>
        </nav>
      )}
    </section>
  )
}
