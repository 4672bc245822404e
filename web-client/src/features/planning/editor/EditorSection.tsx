import type { ReactNode } from 'react'
import classes from './Editor.module.css'

interface Props {
  readonly id: string
  readonly title: string
  readonly children: ReactNode
}

/** A part of the form under its heading, found by the list of parts beside it. */
export function EditorSection({ id, title, children }: Props) {
  return (
    <section id={id} className={classes['section']} aria-label={title}>
      <h2 className={classes['heading']}>{title}</h2>
      {children}
    </section>
  )
}
