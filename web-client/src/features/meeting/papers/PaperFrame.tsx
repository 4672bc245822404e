import type { PaperPoint } from '@diem-cau/signaling-contract'
import { Button, Loader } from '@mantine/core'
import { IconFileAlert, IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Zoom } from './pages/pageView.ts'
import { isTyping } from '../../../browser/isTyping.ts'
import { PageTools } from './PageTools.tsx'
import { PageView, type PageControl } from './PageView.tsx'
import classes from './PaperFrame.module.css'
import { PaperProgress } from './PaperProgress.tsx'
import { paperKey } from './paperKey.ts'
import { usePaperPages } from './usePaperPages.ts'
import { usePapers } from './usePapers.ts'

interface Props {
  readonly paperId: string
  readonly version: number
  readonly name: string
  readonly page: number
  readonly onPage: (page: number) => void
  /** `own`: it is read alone, and nobody else sees it. */
  readonly mode: 'lead' | 'follow' | 'own'
  readonly following: PaperPoint | null
  readonly onPoint: ((point: PaperPoint) => void) | null
  readonly showsPointer: boolean
  /** Called when somebody who follows has zoomed and goes on alone. */
  readonly onLeave: () => void
  /** Words and buttons beside the tools: who leads, and the ways in and out. */
  readonly children: ReactNode
}

/** A paper with its tools. Keys, and those that presenters' remote controls send, do the same as the buttons. */
export function PaperFrame({
  paperId,
  version,
  name,
  page,
  onPage,
  mode,
  following,
  onPoint,
  showsPointer,
  onLeave,
  children,
}: Props) {
  const { t } = useTranslation(['papers', 'translation'])
  const { data, failure, refresh } = usePapers()
  const found =
    data?.papers.find((paper) => paper.paperId === paperId)?.versions.find(({ number }) => number === version) ?? null
  const { paper, waiting, percent, onFailed, retry } = usePaperPages(paperId, found)
  const [zoom, setZoom] = useState<Zoom>('legible')
  /** The scale in which the presenter's view is shown here. */
  const [followedScale, setFollowedScale] = useState<number | null>(null)
  const [modeBefore, setModeBefore] = useState(mode)
  if (mode !== modeBefore) {
    setModeBefore(mode)
    // A person who goes on alone begins with what they see.
    if (modeBefore === 'follow' && followedScale !== null) setZoom(followedScale)
  }
  const control = useRef<PageControl>(null)
  const count = paper.state === 'open' ? paper.pages.count : 0
  const problem =
    paper.state === 'failed' ? paper.problem : data && !found ? 'gone' : failure && !data ? 'failed' : null

  const go = (to: number) => {
    const next = Math.min(Math.max(1, to), Math.max(1, count))
    if (count > 0 && next !== page) onPage(next)
  }
  const changeZoom = (to: Zoom | null) => {
    if (to === null) return
    if (mode === 'follow') onLeave()
    setZoom(to)
  }
  const act = (action: ReturnType<typeof paperKey>) => {
    switch (action) {
      case 'next':
        return go(page + 1)
      case 'previous':
        return go(page - 1)
      case 'first':
        return go(1)
      case 'last':
        return go(count)
      case 'down':
        // A follower is where the presenter is, so there is nothing to scroll.
        if (mode === 'follow' || control.current?.scroll(1) !== true) go(page + 1)
        return
      case 'up':
        if (mode === 'follow' || control.current?.scroll(-1) !== true) go(page - 1)
        return
      case 'larger':
        return changeZoom(control.current?.stepped(1) ?? null)
      case 'smaller':
        return changeZoom(control.current?.stepped(-1) ?? null)
      case 'whole':
        return changeZoom('page')
      case null:
        return
      default:
        action satisfies never
    }
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return
    // Lists beside the paper have their own use for these keys; tabs have taken theirs already.
    if (event.target instanceof Element && event.target.closest('[data-testid=strip], [role=tabpanel]')) return
    const action = paperKey(event.key)
    if (action === null || count === 0) return
    event.preventDefault()
    act(action)
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <section
      className={classes['root']}
      aria-label={t('viewer.label', { name })}
      data-testid="paper-viewer"
      data-mode={mode}
      data-paper={paperId}
      data-state={problem ?? paper.state}
      data-waiting={waiting}
    >
      <div className={classes['stage']}>
        {problem ? (
          <div className={classes['centre']} role="alert" data-testid="paper-problem" data-problem={problem}>
            <IconFileAlert size="3rem" stroke={1.4} aria-hidden />
            <strong>{name}</strong>
            <span>
              {problem === 'notConverted' && found?.rendition
                ? t(`rendition.${found.rendition}`)
                : t(`problem.${problem}`)}
            </span>
            {problem === 'failed' && (
              <Button
                onClick={() => {
                  refresh()
                  retry()
                }}
              >
                {t('translation:common.retry')}
              </Button>
            )}
          </div>
        ) : paper.state === 'open' ? (
          <PageView
            pages={paper.pages}
            page={Math.min(page, paper.pages.count)}
            zoom={zoom}
            following={mode === 'follow' ? following : null}
            onPoint={mode === 'lead' ? onPoint : null}
            showsPointer={showsPointer}
            onFailed={onFailed}
            onFollowed={setFollowedScale}
            control={control}
          />
        ) : (
          <div className={classes['centre']} role="status">
            <Loader color="gray" />
            {t('viewer.opening')}
          </div>
        )}
        {percent !== null && !waiting && <PaperProgress percent={percent} />}
        {waiting && (
          <div className={classes['line']} role="status" data-testid="paper-line">
            <IconPlugConnectedX size="1.3em" aria-hidden />
            {t('viewer.line')}
          </div>
        )}
      </div>
      <PageTools
        name={name}
        page={page}
        count={count}
        zoom={mode === 'follow' ? null : zoom}
        onAct={act}
        onPage={go}
        onZoom={changeZoom}
      >
        {children}
      </PageTools>
    </section>
  )
}
