import type { ComponentProps, ReactNode } from 'react'
import classes from './PanelList.module.css'

/** The rows of a panel: points, speakers, votes, notes. Ordered where the place of a row means something. */
export function PanelList({
  ordered = false,
  ...rest
}: {
  readonly ordered?: boolean
  readonly children: ReactNode
  readonly 'data-testid'?: string
}) {
  const List = ordered ? 'ol' : 'ul'
  return <List className={classes['list']} {...rest} />
}

/** One row. `tone`: something goes on just now, or waits for somebody. */
export function PanelRow({
  tone,
  ...rest
}: Omit<ComponentProps<'li'>, 'className'> & { readonly tone?: 'now' | 'waiting' | undefined }) {
  return <li className={classes['row']} data-tone={tone} {...rest} />
}

/** Number, text and clock of a row, side by side. */
export function RowHead({ children }: { readonly children: ReactNode }) {
  return <div className={classes['head']}>{children}</div>
}

export function RowNumber({
  done = false,
  ...rest
}: {
  readonly done?: boolean
  readonly children: ReactNode
  readonly 'aria-label'?: string
}) {
  return <span className={classes['number']} data-done={done} {...rest} />
}

/** The title of a row, and smaller text below it. */
export function RowText({ children }: { readonly children: ReactNode }) {
  return <div className={classes['text']}>{children}</div>
}

/** The actions of a row; the button with `data-main` takes the room that is left. */
export function RowActs({
  className,
  children,
}: {
  readonly className?: string | undefined
  readonly children: ReactNode
}) {
  return <div className={`${classes['acts']} ${className ?? ''}`}>{children}</div>
}
