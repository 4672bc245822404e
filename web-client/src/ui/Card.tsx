import type { ReactNode } from 'react'
import classes from './Card.module.css'

type Props = { readonly testId?: string; readonly children: ReactNode } & (
  | { readonly id: string; readonly title: string }
  | { readonly id?: never; readonly title?: never }
)

/** A part of a page on a surface of its own. `id` is its heading's, which names it. */
export function Card({ id, title, testId, children }: Props) {
  return (
    <section className={classes['card']} aria-labelledby={id} data-testid={testId}>
      {title !== undefined && (
        <h2 id={id} className={classes['heading']}>
          {title}
        </h2>
      )}
      {children}
    </section>
  )
}
