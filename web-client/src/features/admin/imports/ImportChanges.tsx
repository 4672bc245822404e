import type { ImportChange } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import classes from '../lists/admin.module.css'
import { DataTable } from '../lists/DataTable.tsx'

interface Props {
  /** The first changes. */
  readonly changes: readonly ImportChange[]
  readonly count: number
  readonly columnText: (column: string) => string
}

/** Shows what an import makes, and what it overwrites: from what to what. */
export function ImportChanges({ changes, count, columnText }: Props) {
  const { t } = useTranslation('admin')
  if (changes.length === 0) return null
  const shown = (text: string) => (text === '' ? t('import.empty') : text)
  return (
    <>
      <h3 className={classes['subhead']}>{t('import.changes')}</h3>
      {changes.length < count && (
        <p className={classes['dim']}>{t('import.first', { shown: changes.length, count })}</p>
      )}
      <DataTable
        label={t('import.changes')}
        rows={changes}
        keyOf={({ line, key }) => `${line} ${key}`}
        testId="csv-change"
        dataOf={({ key }) => ({ 'data-key': key })}
        columns={[
          { key: 'line', title: t('import.line'), short: true, renderCell: ({ line }) => line },
          {
            key: 'name',
            title: t('import.whom'),
            main: true,
            renderCell: ({ name, key }) => (
              <div className={classes['two']}>
                <strong>{name}</strong>
                <span className={classes['dim']}>{key}</span>
              </div>
            ),
          },
          {
            key: 'fields',
            title: t('import.change'),
            renderCell: ({ fields }) => (
              <div className={classes['change']}>
                {fields.every(({ before }) => before === null) && <strong>{t('import.new')}</strong>}
                {fields.map(({ column, before, after }) => (
                  <div key={column}>
                    {columnText(column)}:{' '}
                    {before !== null && (
                      <>
                        <del>{shown(before)}</del> →{' '}
                      </>
                    )}
                    {before === null ? shown(after) : <ins>{shown(after)}</ins>}
                  </div>
                ))}
              </div>
            ),
          },
        ]}
      />
    </>
  )
}
