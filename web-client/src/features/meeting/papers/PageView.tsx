import type { PaperPoint } from '@diem-cau/signaling-contract'
import { Loader, VisuallyHidden } from '@mantine/core'
import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type PointerEvent,
  type Ref,
  useImperativeHandle,
} from 'react'
import { useTranslation } from 'react-i18next'
import { followed, placeOnPage, pointOf, scaleOf, stepped, type Zoom } from './pages/pageView.ts'
import type { PageSize, PaperPages } from './pages/PaperPages.ts'
import { useSize } from '../../../ui/useSize.ts'
import { PageCanvas } from './PageCanvas.tsx'
import classes from './PaperFrame.module.css'

/** The handle by which tools and keys move the page that is shown. */
export interface PageControl {
  /** Scrolls down or up by most of what is seen. False when there is no more of this page. */
  scroll(by: 1 | -1): boolean
  /** The size that is one step larger or smaller. */
  stepped(by: 1 | -1): number | null
}

interface Props {
  readonly pages: PaperPages
  readonly page: number
  readonly zoom: Zoom
  /** The place of the presenter; null on one's own. */
  readonly following: PaperPoint | null
  /** Called with the place when this is the presenter's own screen. */
  readonly onPoint: ((point: PaperPoint) => void) | null
  readonly showsPointer: boolean
  readonly onFailed: (error: unknown) => void
  /** Called with the scale while following. */
  readonly onFollowed: (scale: number) => void
  readonly control: Ref<PageControl>
}

/** A step scrolls by this share of the view, so that the last lines stay in sight. */
const STEP = 0.85

/** One page, scrolled and zoomed here, as the presenter has it, or told to those who follow. */
export function PageView({
  pages,
  page,
  zoom,
  following,
  onPoint,
  showsPointer,
  onFailed,
  onFollowed,
  control,
}: Props) {
  const { t } = useTranslation('papers')
  const view = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const box = useSize(view)
  const size = usePageSize(pages, page, onFailed)
  const text = usePageText(pages, page)
  /** The place of the mouse over the view: it points at something else when the page is scrolled under it. */
  const mouse = useRef<{ readonly x: number; readonly y: number } | null>(null)
  const ready = size !== null && box.width > 0
  const place = ready && following ? followed(following, size, box) : null
  const scale = ready ? (place?.scale ?? scaleOf(zoom, size, box)) : 0

  const tell = useEffectEvent(() => {
    const { scrollLeft: left = 0, scrollTop: top = 0 } = view.current ?? {}
    const at = sheet.current?.getBoundingClientRect()
    const pointer = showsPointer && mouse.current && at ? placeOnPage(mouse.current.x, mouse.current.y, at) : null
    if (size && ready) onPoint?.(pointOf({ scale, scroll: { left, top }, pointer }, size, box))
  })

  // A new page begins at its top.
  useLayoutEffect(() => {
    view.current?.scrollTo({ top: 0, left: 0 })
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- that another page is shown is what it is about
  }, [page, pages])

  // The middle of the view keeps the part of the page that it shows.
  const before = useRef({ scale: 0, page: 0 })
  const follows = place !== null
  useLayoutEffect(() => {
    const element = view.current
    const last = before.current
    before.current = { scale, page }
    if (!element || !scale) return
    if (!follows && last.scale > 0 && last.page === page && last.scale !== scale) {
      const by = scale / last.scale
      element.scrollTo({
        left: (element.scrollLeft + element.clientWidth / 2) * by - element.clientWidth / 2,
        // A view at the top of the page stays there.
        top: element.scrollTop < 2 ? 0 : (element.scrollTop + element.clientHeight / 2) * by - element.clientHeight / 2,
      })
    }
    tell()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a view of another size is told as well
  }, [scale, page, box.width, box.height, follows])
  const left = place?.scroll.left
  const top = place?.scroll.top
  useLayoutEffect(() => {
    if (left !== undefined && top !== undefined) view.current?.scrollTo({ left, top })
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- only a page of that size can be scrolled there
  }, [left, top, scale])
  const followedScale = place?.scale
  useEffect(() => {
    if (followedScale !== undefined) onFollowed(followedScale)
  }, [followedScale, onFollowed])
  const leads = onPoint !== null
  useEffect(() => {
    if (leads) tell()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a pointer that is hidden is hidden everywhere
  }, [leads, showsPointer])

  useImperativeHandle(control, () => ({
    scroll: (by) => {
      const element = view.current
      if (!element) return false
      const room = by > 0 ? element.scrollHeight - element.clientHeight - element.scrollTop : element.scrollTop
      if (room < 2) return false
      element.scrollBy({ top: by * STEP * element.clientHeight })
      return true
    },
    stepped: (by) => (size && box.width > 0 ? stepped(scale === 0 ? zoom : scale, by, size, box) : null),
  }))

  function onPointer(event: PointerEvent) {
    // A finger scrolls; it points at nothing.
    if (event.pointerType === 'touch') return
    mouse.current = { x: event.clientX, y: event.clientY }
    if (showsPointer) tell()
  }
  function onPointerLeave() {
    mouse.current = null
    if (showsPointer) tell()
  }

  return (
    <div
      ref={view}
      className={classes['view']}
      data-following={following !== null}
      onScroll={() => tell()}
      onPointerMove={onPointer}
      onPointerLeave={onPointerLeave}
      tabIndex={0}
      role="region"
      aria-label={t('viewer.page', { page })}
      data-testid="paper-page"
      data-page={page}
      data-scale={scale.toFixed(3)}
    >
      {ready ? (
        <div
          ref={sheet}
          className={classes['sheet']}
          style={{ width: size.width * scale, height: size.height * scale }}
        >
          <PageCanvas pages={pages} page={page} size={size} scale={scale} onFailed={onFailed} />
          {following?.pointer && (
            <span
              className={classes['pointer']}
              style={{ left: `${following.pointer.x * 100}%`, top: `${following.pointer.y * 100}%` }}
              role="img"
              aria-label={t('viewer.pointer')}
              data-testid="paper-pointer"
            />
          )}
          <VisuallyHidden>{text}</VisuallyHidden>
        </div>
      ) : (
        <div className={classes['centre']} role="status">
          <Loader color="gray" aria-label={t('viewer.opening')} />
        </div>
      )}
    </div>
  )
}

function usePageSize(pages: PaperPages, page: number, onFailed: (error: unknown) => void): PageSize | null {
  const [known, setKnown] = useState<{ readonly pages: PaperPages; readonly size: PageSize } | null>(null)
  useEffect(() => {
    let isHere = true
    pages.size(page).then(
      (size) => isHere && setKnown({ pages, size }),
      (error: unknown) => isHere && onFailed(error),
    )
    return () => {
      isHere = false
    }
  }, [onFailed, page, pages])
  // Most pages are as large as the one before, so the next one is taken to be until its size is known.
  return known?.pages === pages ? known.size : null
}

function usePageText(pages: PaperPages, page: number): string {
  const [known, setKnown] = useState<{
    readonly pages: PaperPages
    readonly page: number
    readonly text: string
  } | null>(null)
  useEffect(() => {
    let isHere = true
    pages.text(page).then(
      (text) => isHere && setKnown({ pages, page, text }),
      () => undefined,
    )
    return () => {
      isHere = false
    }
  }, [page, pages])
  return known?.pages === pages && known.page === page ? known.text : ''
}
