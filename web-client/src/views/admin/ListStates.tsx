import { Button, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../i18n/useFailureText.ts'
import type { Pages } from '../../office/usePages.ts'
import { Notice } from '../../ui/Notice.tsx'
import classes from './admin.module.css'

interface Props<T> {
  readonly pages: Pages<T>
  /** Shown when there is nothing. */
  readonly empty: ReactNode
  /** The rows. */
  readonly children: (items: readonly T[]) => ReactNode
}

/** A list in all its states: on its way, failed, empty, one page, more pages. */
export function ListStates<T>({ pages: { items, total, hasMore, loading, failure, loadMore, refresh }, empty, children }: Props<T>) {
  const { t } = useTranslation('admin')
  const failureText = useFailureText()
  return (
    <>
      {failure !== null && (
        <Notice title={t('failed')} text={failureText(failure)}>
          <Button variant="default" onClick={refresh}>
            {t('common.retry', { ns: 'translation' })}
          </Button>
        </Notice>
      )}
      {items === null && loading && (
        <div role="status" aria-label={t('common.loading', { ns: 'translation' })} className={classes['skeletons']}>
          {Array.from({ length: 6 }, (_, n) => (
            <Skeleton key={n} height="3.2rem" />
          ))}
        </div>
      )}
      {items?.length === 0 && !loading && failure === null && empty}
      {items && items.length > 0 && (
        <div aria-busy={loading} className={classes['list']}>
          {children(items)}
          <div className={classes['more']}>
            <span aria-live="polite">{t('shown', { shown: items.length, total })}</span>
            {hasMore && (
              <Button variant="default" loading={loading} onClick={loadMore} data-testid="load-more">
                {t('loadMore')}
              </Button>
            )}
          </div>
        </div>
      )}
    </>
  )
}
