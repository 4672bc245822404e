import type { PaperVersion } from '@diem-cau/signaling-contract/office'
import { useCallback, useEffect, useState } from 'react'
import { openPaper } from '../../papers/openPaper.ts'
import { PaperFailed, type PaperProblem } from '../../papers/PaperFailed.ts'
import type { PaperPages } from '../../papers/PaperPages.ts'

export type OpenedPaper =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly pages: PaperPages }
  | { readonly state: 'failed'; readonly problem: PaperProblem }

export interface PaperReading {
  readonly paper: OpenedPaper
  /** The line is lost; what is missing comes when it is back. */
  readonly waiting: boolean
  readonly onFailed: (error: unknown) => void
  readonly retry: () => void
}

/** A version of a paper, open as long as the view is there. `version` null: not known yet. */
export function usePaperPages(paperId: string, version: PaperVersion | null): PaperReading {
  const [paper, setPaper] = useState<OpenedPaper>({ state: 'opening' })
  const [waiting, setWaiting] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const onFailed = useCallback((error: unknown) => setPaper({ state: 'failed', problem: error instanceof PaperFailed ? error.problem : 'failed' }), [])
  // An Office paper is opened when it is converted; else the same version never changes.
  const key = version && `${paperId} ${version.number} ${version.rendition ?? ''} ${attempt}`
  const [wanted, setWanted] = useState(version)
  if (key !== null && (wanted === null || wanted.number !== version?.number || wanted.rendition !== version.rendition)) setWanted(version)
  useEffect(() => {
    if (key === null || wanted === null) return
    const abort = new AbortController()
    let pages: PaperPages | null = null
    setPaper({ state: 'opening' })
    setWaiting(false)
    openPaper(paperId, wanted, { onWaiting: setWaiting, onFailed }, abort.signal).then(
      (opened) => {
        pages = opened
        if (abort.signal.aborted) opened.close()
        else setPaper({ state: 'open', pages: opened })
      },
      (error: unknown) => {
        if (!abort.signal.aborted) onFailed(error)
      },
    )
    return () => {
      abort.abort()
      pages?.close()
    }
  }, [key, onFailed, paperId, wanted])
  const retry = useCallback(() => setAttempt((n) => n + 1), [])
  return { paper, waiting, onFailed, retry }
}
