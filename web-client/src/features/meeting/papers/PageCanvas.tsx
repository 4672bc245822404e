import { useEffect, useRef, useState } from 'react'
import { canvasSize } from './pages/pageView.ts'
import type { PageSize, PaperPages } from './pages/PaperPages.ts'
import classes from './PaperFrame.module.css'

/**
 * A page is drawn anew this long after its size has changed, in milliseconds; the old drawing, stretched, serves
 * meanwhile.
 */
const SETTLE_MS = 120
/** The next page's data are fetched after the shown one has been looked at this long, in milliseconds. */
const AHEAD_MS = 400

interface Props {
  readonly pages: PaperPages
  readonly page: number
  readonly size: PageSize
  /** CSS pixels per unit of the page. */
  readonly scale: number
  readonly onFailed: (error: unknown) => void
}

/** The one page that is shown, drawn as finely as it is large. No other drawing is kept. */
export function PageCanvas({ pages, page, size, scale, onFailed }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<{ readonly pages: PaperPages; readonly page: number } | null>(null)
  const fresh = drawn?.pages === pages && drawn.page === page
  const { width, height } = canvasSize(scale, size, window.devicePixelRatio)
  const hasDrawn = useRef(fresh)
  useEffect(() => {
    hasDrawn.current = fresh
  })

  useEffect(() => {
    const abort = new AbortController()
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const draw = () =>
      pages.draw(page, canvas, abort.signal).then(
        () => {
          if (abort.signal.aborted) return free(canvas)
          for (const old of host.current?.querySelectorAll('canvas') ?? []) free(old)
          host.current?.replaceChildren(canvas)
          setDrawn({ pages, page })
        },
        (error: unknown) => {
          free(canvas)
          if (!abort.signal.aborted) onFailed(error)
        },
      )
    const timer = setTimeout(() => void draw(), hasDrawn.current ? SETTLE_MS : 0)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [height, onFailed, page, pages, width])

  // The next page is fetched in advance: over a weak connection, turning the page should find its data here.
  useEffect(() => {
    if (!fresh || page >= pages.count) return
    const abort = new AbortController()
    const canvas = document.createElement('canvas')
    canvas.width = 16
    canvas.height = 16
    const timer = setTimeout(
      () =>
        void pages
          .draw(page + 1, canvas, abort.signal)
          .catch(() => undefined)
          .finally(() => free(canvas)),
      AHEAD_MS,
    )
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [fresh, page, pages])

  return <div ref={host} className={classes['canvas']} data-fresh={fresh} data-testid="paper-canvas" aria-hidden />
}

/** Frees the memory of a canvas: Safari keeps it for those that have a size. */
function free(canvas: HTMLCanvasElement): void {
  canvas.width = 0
  canvas.height = 0
}
