import type { ParticipantId } from '@diem-cau/signaling-contract'
import { IconHourglassEmpty } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useConduct } from '../scope/useConduct.ts'
import { useMeeting } from '../scope/MeetingContext.ts'
import { LazyPart } from '../../../ui/LazyPart.tsx'
import { lazyPart } from '../../../ui/lazyPart.ts'
import { useStageLayout } from '../layout/useStageLayout.ts'
import classes from './StageView.module.css'
import { Strip } from './Strip.tsx'
import { Tile } from '../wall/Tile.tsx'
import { WallView } from '../wall/WallView.tsx'
import { withTexts } from '../../../locales/withTexts.ts'

interface Props {
  /** Our own participant; null while we are still at the door. */
  readonly me: ParticipantId | null
}

const paperStage = lazyPart(
  async () => (await withTexts(['meeting', 'papers'], import('../papers/PaperStage.tsx'))).PaperStage,
)

/**
 * Shows large what matters now: rooms, a screen, a paper or all rooms, as the chair decided; everyone else is small
 * beside it.
 */
export function StageView({ me }: Props) {
  const { t } = useTranslation('meeting')
  const layout = useStageLayout()
  const stage = useConduct((conduct) => conduct.stage.kind)
  const order = useMeeting((model) => model.order)
  const find = (id: ParticipantId) => order.find(({ participantId }) => participantId === id)
  const large = layout.tiles.flatMap(({ participantId, source }) => {
    const participant = find(participantId)
    return participant ? [{ participant, source }] : []
  })
  const speaker = layout.beside && find(layout.beside.participantId)
  // A room whose screen is on the stage keeps its face in the strip.
  const elsewhere = order.filter(
    (participant) =>
      participant !== speaker && !large.some((tile) => tile.participant === participant && tile.source === 'camera'),
  )
  const mineLast = elsewhere.toSorted((a, b) => Number(a.participantId === me) - Number(b.participantId === me))
  const isContent = layout.kind === 'paper' || layout.kind === 'screen'
  const facts = {
    'data-testid': 'stage',
    'data-kind': layout.kind,
    'data-stage': stage,
    'data-own': layout.own?.kind ?? '',
  }
  if (layout.kind === 'gallery') {
    return (
      <section className={classes['gallery']} {...facts} aria-label={t('meeting.stage')}>
        <WallView me={me} />
      </section>
    )
  }
  return (
    <div className={classes['root']}>
      <section className={classes['stage']} {...facts} aria-label={t('meeting.stage')}>
        {isContent ? (
          <div className={classes['content']} data-testid="stage-content" data-content={layout.kind}>
            {layout.kind === 'paper' ? (
              <LazyPart part={paperStage} failed={t('loadFailed', { ns: 'stage' })} dark />
            ) : (
              large.map((tile) => <LargeTile key={tile.participant.participantId} {...tile} me={me} />)
            )}
          </div>
        ) : large.length > 0 ? (
          <div className={classes['people']} data-count={large.length}>
            {large.map((tile) => (
              <LargeTile key={`${tile.participant.participantId}/${tile.source}`} {...tile} me={me} />
            ))}
          </div>
        ) : (
          <div className={classes['alone']} role="status">
            <IconHourglassEmpty size="3rem" stroke={1.4} aria-hidden />
            <strong>{t('meeting.alone')}</strong>
            <span>{t('meeting.aloneHint')}</span>
          </div>
        )}
      </section>
      {(mineLast.length > 0 || speaker) && <Strip speaker={speaker ?? null} others={mineLast} me={me} />}
    </div>
  )
}

function LargeTile({ participant, source, me }: Omit<Parameters<typeof Tile>[0], 'mine'> & Props) {
  return <Tile participant={participant} source={source} mine={participant.participantId === me} large />
}
