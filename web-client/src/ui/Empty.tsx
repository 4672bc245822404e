import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Empty.module.css'

interface Props {
  readonly icon: ReactNode
  readonly title: string
  readonly text?: string
  readonly children?: ReactNode
}

/** Says that there is nothing to show here, and what to do about it. */
export function Empty({ icon, title, text, children }: Props) {
  return (
    <div className={classes['root']} role="status" data-testid="empty">
      <span className={classes['icon']} aria-hidden>
        {icon}
      </span>
      <Title order={2} size="h4">
        {title}
      </Title>
      {text && <p className={classes['text']}>{text}</p>}
      {children}
    </div>
  )
}
