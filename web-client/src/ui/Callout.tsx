import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Callout.module.css'

interface Props {
  readonly kind?: 'trouble' | 'hint'
  readonly title: string
  readonly text?: string
  readonly children?: ReactNode
  readonly testId?: string
}

/** Something to know about the page, in its place: what failed and the way on, or a hint. */
export function Callout({ kind = 'trouble', title, text, children, testId }: Props) {
  return (
    <div className={classes['root']} data-kind={kind} role={kind === 'trouble' ? 'alert' : 'note'} data-testid={testId}>
      {kind === 'trouble' ? (
        <IconAlertTriangle size="1.5em" aria-hidden />
      ) : (
        <IconInfoCircle size="1.5em" aria-hidden />
      )}
      <div className={classes['text']}>
        <strong>{title}</strong>
        {text && <div>{text}</div>}
      </div>
      {children}
    </div>
  )
}
