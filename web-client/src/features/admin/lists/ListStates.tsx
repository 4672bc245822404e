import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pages } from '../../../api/loading/usePages.ts'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { NothingFound } from '../../../ui/NothingFound.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import classes from './admin.module.css'

/** The heights of a table that is on its way. */
export const rowHeights = [3.2, 3.2, 3.2, 3.2, 3.2, 3.2] as const

interface Props<T> {
  readonly pages: Pages<T>
  /** Shown when there is nothing at all. */
  readonly empty: ReactNode
  /** Takes search and filters away; null when there are none. */
  readonly onClear: (() => void) | null
  /** The rows. */
  readonly children: (items: readonly T[]) => ReactNode
}

/** A list in all its states: on its way, failed, empty, one page, more pages. */
export function ListStates<T>({
  pages: { items, total, hasMore, loading, failure, loadMore, refresh },
  empty,
  onClear,
  children,
}: Props<T>) {
  const { t } = useTranslation('admin')
  return (
    <>
      {failure !== null && <LoadFailed title={t('failed')} failure={failure} onRetry={refresh} />}
      {items === null && loading && <Skeletons heights={rowHeights} />}
      {items?.length === 0 && !loading && failure === null && (onClear ? <NothingFound onClear={onClear} /> : empty)}
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
