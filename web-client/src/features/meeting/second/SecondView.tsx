import { IconMaximize } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { LazyPart } from '../../../ui/LazyPart.tsx'
import { lazyPart } from '../../../ui/lazyPart.ts'
import { withTexts } from '../../../locales/withTexts.ts'
import { clockTime } from '../../../time/formatTime.ts'
import { useNow } from '../../../time/useNow.ts'
import { roomSettings, type SecondShows } from '../../ownRoom/roomSettings.ts'
import { useMeeting, useMeetingScope } from '../scope/MeetingContext.ts'
import { Tile } from '../wall/Tile.tsx'
import { WallView } from '../wall/WallView.tsx'
import { secondContent, type SecondContent } from './secondContent.ts'
import classes from './SecondView.module.css'

const paperStage = lazyPart(
  async () => (await withTexts(['meeting', 'papers'], import('../papers/OpenPaper.tsx'))).OpenPaper,
)

/** All that the second screen shows: a paper, a shared screen, all rooms, or the meeting's name and the time. */
export function SecondView({ window }: { readonly window: Window }) {
  const { t } = useTranslation('ownRoom')
  const shows = useStore(roomSettings, ({ secondShows }) => secondShows)
  const content = useContent(shows)
  return (
    <main className={classes['root']} data-testid="second-view" data-shows={content.kind}>
      <Shown content={content} />
      <FullScreen window={window} label={t('second.fullScreen')} />
    </main>
  )
}

function useContent(shows: SecondShows): SecondContent {
  const text = useMeeting(({ meeting, phase, speaker }) =>
    JSON.stringify(
      secondContent({ meeting, me: phase.kind === 'inMeeting' ? phase.me : null, speaker: speaker.current, shows }),
    ),
  )
  // It was written two lines above, with the type that it is read as.
  return JSON.parse(text) as SecondContent
}

function Shown({ content }: { readonly content: SecondContent }) {
  const { t } = useTranslation('stage')
  const me = useMeeting(({ phase }) => (phase.kind === 'inMeeting' ? phase.me : null))
  const sharer = useMeeting(({ order }) =>
    content.kind === 'screen' ? order.find(({ participantId }) => participantId === content.participantId) : undefined,
  )
  switch (content.kind) {
    case 'paper':
      return <LazyPart part={paperStage} failed={t('loadFailed')} dark />
    case 'screen':
      return sharer ? <Tile participant={sharer} source="screen" mine={false} large /> : <Nothing />
    case 'wall':
      return <WallView me={me} />
    case 'nothing':
      return <Nothing />
    default:
      return content satisfies never
  }
}

function Nothing() {
  const { t } = useTranslation('ownRoom')
  const { detail } = useMeetingScope()
  return (
    <div className={classes['nothing']}>
      <time role="timer" aria-live="off">
        {clockTime(useNow())}
      </time>
      <strong>{detail.title}</strong>
      <p>{t('second.nothing')}</p>
    </div>
  )
}

/** A browser that did not let the page fill the screen by itself does so when somebody presses. */
function FullScreen({ window, label }: { readonly window: Window; readonly label: string }) {
  const [isFull, setFull] = useState(window.document.fullscreenElement !== null)
  useEffect(() => {
    const { document } = window
    const update = () => setFull(document.fullscreenElement !== null)
    update()
    document.addEventListener('fullscreenchange', update)
    return () => document.removeEventListener('fullscreenchange', update)
  }, [window])
  if (isFull) return null
  return (
    <button
      type="button"
      className={classes['full']}
      aria-label={label}
      title={label}
      onClick={() => void window.document.documentElement.requestFullscreen().catch(() => undefined)}
      data-testid="second-full"
    >
      <IconMaximize aria-hidden />
    </button>
  )
}
