import type { ImportProblem } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { Callout } from '../../../ui/Callout.tsx'
import classes from '../lists/admin.module.css'
import { DataTable } from '../lists/DataTable.tsx'

interface Props {
  readonly kind: 'problem' | 'warning'
  /** The first problems. */
  readonly items: readonly ImportProblem[]
  readonly count: number
  readonly columnText: (column: string) => string
}

/** Lists cells of an import that cannot be taken, or are to be looked at: where, what is there, and what to do. */
export function ImportProblems({ kind, items, count, columnText }: Props) {
  const { t, i18n } = useTranslation('admin')
  if (count === 0) return null
  const title = t(kind === 'problem' ? 'import.problems' : 'import.warnings', { count })
  return (
    <>
      {kind === 'warning' && (
        <Callout kind="hint" title={title} text={t('import.warningsText')} testId="csv-warnings" />
      )}
      {items.length < count && <p className={classes['dim']}>{t('import.first', { shown: items.length, count })}</p>}
      <DataTable
        label={title}
        rows={items}
        keyOf={({ line, column, vi, value }) => `${line} ${column} ${vi} ${value}`}
        testId={kind === 'problem' ? 'csv-problem' : 'csv-warning'}
        columns={[
          { key: 'line', title: t('import.line'), short: true, renderCell: ({ line }) => line },
          {
            key: 'column',
            title: t('import.column'),
            short: true,
            renderCell: ({ column }) => (column === null ? '–' : columnText(column)),
          },
          { key: 'value', title: t('import.value'), renderCell: ({ value }) => value || '–' },
          {
            key: 'reason',
            title: t(kind === 'problem' ? 'import.reason' : 'import.remark'),
            main: true,
            renderCell: ({ vi, en }) => (i18n.language === 'en' ? en : vi),
          },
        ]}
      />
    </>
  )
}
