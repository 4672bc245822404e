import { useTranslation } from 'react-i18next'

/** What the columns of a table are called here; a heading that is none of them as it is. */
export function useColumnText(
  columns: readonly { readonly key: string; readonly vi: string; readonly en: string }[],
): (column: string) => string {
  const { i18n } = useTranslation()
  return (column) => columns.find(({ key }) => key === column)?.[i18n.language === 'en' ? 'en' : 'vi'] ?? column
}
