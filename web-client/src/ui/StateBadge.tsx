import type { ReactNode } from 'react'
import classes from './StateBadge.module.css'

interface Props {
  readonly tone: 'good' | 'wait' | 'bad' | 'info' | 'plain'
  readonly children: ReactNode
}

/** The state of something in a word, with enough contrast in both schemes. */
export function StateBadge({ tone, children }: Props) {
  return (
    <span className={classes['root']} data-tone={tone}>
      {children}
    </span>
  )
}
