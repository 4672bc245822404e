import type { PaperVersion } from '@diem-cau/signaling-contract/office'
import { useCallback, useEffect, useState } from 'react'
import { useHeldPictures } from './useHeldPictures.ts'
import { openPaper } from './pages/openPaper.ts'
import { PaperFailed, type PaperProblem } from './pages/PaperFailed.ts'
import type { PaperPages } from './pages/PaperPages.ts'

type OpenedPaper =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly pages: PaperPages }
  | { readonly state: 'failed'; readonly problem: PaperProblem }

const opening: OpenedPaper = { state: 'opening' }
const failure = (error: unknown): OpenedPaper => ({
  state: 'failed',
  problem: error instanceof PaperFailed ? error.problem : 'failed',
})

export interface PaperReading {
  readonly paper: OpenedPaper
  /** True when the connection is lost; missing pages come when it is back. */
  readonly waiting: boolean
  /** How much of what is asked for has come, in percent; null: nothing is asked for. */
  readonly percent: number | null
  readonly onFailed: (error: unknown) => void
  readonly retry: () => void
}

/** A version of a paper, open as long as the view is there. `version` null: not known yet. */
export function usePaperPages(paperId: string, version: PaperVersion | null): PaperReading {
  const [known, setKnown] = useState<{ readonly key: string | null; readonly paper: OpenedPaper }>({
    key: null,
    paper: opening,
  })
  const [waiting, setWaiting] = useState(false)
  const [percent, setPercent] = useState<number | null>(null)
  useHeldPictures(percent !== null)
  const [attempt, setAttempt] = useState(0)
  // An Office paper is opened when it is converted; otherwise the same version never changes.
  const key = version && `${paperId} ${version.number} ${version.rendition ?? ''} ${attempt}`
  const [wanted, setWanted] = useState(version)
  if (key !== null && (wanted === null || wanted.number !== version?.number || wanted.rendition !== version.rendition))
    setWanted(version)
  useEffect(() => {
    if (key === null || wanted === null) return
    const abort = new AbortController()
    let pages: PaperPages | null = null
    const failed = (error: unknown) => {
      if (!abort.signal.aborted) setKnown({ key, paper: failure(error) })
    }
    const onProgress = (share: number | null) => {
      if (!abort.signal.aborted) setPercent(share)
    }
    const events = { onWaiting: setWaiting, onProgress, onFailed: failed }
    openPaper(paperId, wanted, events, abort.signal).then((opened) => {
      pages = opened
      if (abort.signal.aborted) opened.close()
      else setKnown({ key, paper: { state: 'open', pages: opened } })
    }, failed)
    return () => {
      abort.abort()
      pages?.close()
      setWaiting(false)
      setPercent(null)
    }
  }, [key, paperId, wanted])
  const onFailed = useCallback((error: unknown) => setKnown({ key, paper: failure(error) }), [key])
  const retry = useCallback(() => setAttempt((n) => n + 1), [])
  return { paper: known.key === key ? known.paper : opening, waiting, percent, onFailed, retry }
}
