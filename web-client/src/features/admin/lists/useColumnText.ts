import { peopleColumns, unitColumns } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { isOneOf } from './isOneOf.ts'

/** Names the columns of a table; a heading that is none of them stays as it is. */
export function useColumnText(table: 'units' | 'people'): (column: string) => string {
  const { t } = useTranslation('admin')
  if (table === 'units')
    return (column) => (isOneOf(unitColumns, column) ? t(`import.columns.units.${column}`) : column)
  return (column) => (isOneOf(peopleColumns, column) ? t(`import.columns.people.${column}`) : column)
}
