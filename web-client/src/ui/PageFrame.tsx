import { Title } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LoadFailed } from './LoadFailed.tsx'
import classes from './PageFrame.module.css'

interface Props {
  /** The title in the browser's tab, and the heading unless there is another. */
  readonly title: string
  readonly heading?: ReactNode
  readonly testId: string
  /** The width: of a list that is read, of a table, or all there is. */
  readonly width?: 'list' | 'table' | 'whole'
  /** Filters, search and downloads, in a row that wraps. */
  readonly tools?: ReactNode
  /** The error that kept its content from coming. */
  readonly failed?: { readonly failure: unknown; readonly title: string; readonly onRetry: () => void } | undefined
  readonly children: ReactNode
}

/** A page of an account that is signed in. */
export function PageFrame({ title, heading, testId, width = 'list', tools, failed, children }: Props) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [t, title])
  return (
    <div className={classes['page']} data-width={width} data-testid={testId}>
      {heading ?? (
        <Title order={1} size="h2">
          {title}
        </Title>
      )}
      {tools && <div className={classes['tools']}>{tools}</div>}
      {failed && <LoadFailed {...failed} />}
      {children}
    </div>
  )
}
