import type { MarkTone } from './eventMarks.ts'

/** The colours of a chart in the scheme of the page. */
export interface Palette {
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly surface: string
  /** The size of the page's letters, in pixels. */
  readonly rem: number
  readonly font: string
  readonly series: readonly string[]
  readonly marks: Readonly<Record<MarkTone, string>>
}

/** A canvas knows no variables: they are read where it stands. */
export function paletteOf(element: Element): Palette {
  const styles = getComputedStyle(element)
  // As large as the letters around it: a television has larger ones.
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const value = (name: string) => styles.getPropertyValue(name).trim()
  return {
    text: value('--dc-text'),
    muted: value('--dc-muted'),
    line: value('--dc-line'),
    surface: value('--dc-surface'),
    rem,
    font: `${Math.round(rem * 0.8)}px ${styles.fontFamily}`,
    series: [1, 2, 3, 4].map((number) => value(`--chart-${number}`)),
    marks: { bad: value('--chart-bad'), good: value('--chart-good'), plain: value('--chart-plain') },
  }
}
