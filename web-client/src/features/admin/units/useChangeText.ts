import type { UnitChange } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { useUnitIndex } from '../../../api/stores/useUnitIndex.ts'

/** Says in a few words what a decision does to a unit. */
export function useChangeText(): (what: UnitChange['what']) => string {
  const { t } = useTranslation('admin')
  const { index } = useUnitIndex()
  const nameOf = (code: string) => index?.nameOf(code) ?? code
  return (what) => {
    switch (what.kind) {
      case 'rename':
        return t('unitPage.what.rename', { name: what.name })
      case 'merge':
        return t('unitPage.what.merge', { name: nameOf(what.into) })
      case 'close':
        return t('unitPage.what.close')
      case 'move':
        return what.parentCode === null
          ? t('unitPage.what.moveTop')
          : t('unitPage.what.move', { name: nameOf(what.parentCode) })
      default:
        return what satisfies never
    }
  }
}
