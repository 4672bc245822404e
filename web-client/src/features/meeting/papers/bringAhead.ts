import { useEffect } from 'react'
import { withTexts } from '../../../locales/withTexts.ts'

/** After this time of calm it begins, and no later than with the second added, in milliseconds: all rooms of a meeting do not ask at once. */
const CALM_MS = { least: 10_000, spread: 20_000 }

let brought: Promise<void> | null = null

/** Once in the life of the page. Rejects when it did not come. */
function bringAhead(): Promise<void> {
  brought ??= withTexts(['meeting', 'papers'], import('./OpenPaper.tsx')).then(async () =>
    (await import('./pages/reader.ts')).startReader(),
  )
  brought.catch(() => (brought = null))
  return brought
}

/**
 * Brings what shows papers, half a megabyte, while the line has nothing better to do: over one that is narrow by the time a paper is opened
 * only the paper itself has to come (SPEC 9.8).
 */
export function useBringAhead(isCalm: boolean): void {
  useEffect(() => {
    if (!isCalm) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const soon = () => {
      if (isOver) return
      timer = setTimeout(() => void bringAhead().catch(soon), CALM_MS.least + Math.random() * CALM_MS.spread)
    }
    soon()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [isCalm])
}
