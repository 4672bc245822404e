import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { DisplayMenu } from './DisplayMenu.tsx'
import { Brand } from './Brand.tsx'
import classes from './Message.module.css'

interface Props {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
  readonly testId?: string
  /** True when something failed: it is read aloud. */
  readonly isAlert?: boolean
}

/** A whole page that says one thing and what can be done next. */
export function Message({ icon, title, text, children, testId, isAlert = false }: Props) {
  return (
    <div className={classes['page']} data-testid={testId}>
      <header className={classes['header']}>
        <Brand />
        <DisplayMenu />
      </header>
      <main className={classes['main']}>
        <div className={classes['box']} role={isAlert ? 'alert' : undefined}>
          <div className={classes['icon']} aria-hidden>
            {icon}
          </div>
          <Title order={1} size="h2">
            {title}
          </Title>
          <Text c="dimmed" mt="sm" size="lg" className={classes['text'] ?? ''}>
            {text}
          </Text>
          <div className={classes['actions']}>{children}</div>
        </div>
      </main>
    </div>
  )
}
