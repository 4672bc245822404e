import type { ReactNode } from 'react'
import classes from './admin.module.css'

interface Column<T> {
  readonly key: string
  readonly title: string
  readonly renderCell: (row: T) => ReactNode
  /** True for the first cell of the row, which is its heading on a phone. */
  readonly main?: boolean
  /** True for words that belong together, e.g. a moment or a number: they are not broken into lines. */
  readonly short?: boolean
  /** True for buttons: they have no heading and stand at the end. */
  readonly end?: boolean
}

interface Props<T> {
  readonly label: string
  readonly rows: readonly T[]
  readonly columns: readonly Column<T>[]
  readonly keyOf: (row: T) => string
  readonly testId: string
  readonly dataOf?: (row: T) => Readonly<Record<`data-${string}`, string | boolean>>
}

/** A table; on a phone each row becomes a card whose cells say what they are. */
export function DataTable<T>({ label, rows, columns, keyOf, testId, dataOf }: Props<T>) {
  return (
    <div className={classes['tableBox']}>
      <table className={classes['table']} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ key, title, end }) => (
              <th key={key} scope="col">
                {end ? <span className={classes['hidden']}>{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-testid={testId} {...dataOf?.(row)}>
              {columns.map(({ key, title, renderCell, main, short, end }) => (
                <td
                  key={key}
                  data-label={main || end ? undefined : title}
                  data-main={main}
                  data-short={short}
                  data-end={end}
                >
                  {renderCell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
