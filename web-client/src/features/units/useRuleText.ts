import { knownUnitKinds, type UnitRule } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import type { UnitIndex } from '../../api/stores/UnitIndex.ts'
import type { Groups } from './unitSelection.ts'

const isKnown = (kind: string): kind is (typeof knownUnitKinds)[number] =>
  knownUnitKinds.some((known) => known === kind)

/** Names a kind: "Phường"; kinds that the program has no word for are shown as they are. */
export function useKindText(): (kind: string) => string {
  const { t } = useTranslation('schedule')
  return (kind) => (isKnown(kind) ? t(`units.kind.${kind}`) : kind)
}

/** Writes a rule as one would say it: "Quận Ninh Kiều và đơn vị trực thuộc". */
export function useRuleText(index: UnitIndex | null, groups: Groups): (rule: UnitRule) => string {
  const { t } = useTranslation('schedule')
  const kindText = useKindText()
  const name = (code: string) => index?.nameOf(code) ?? code
  return (rule) => {
    switch (rule.type) {
      case 'unit':
        return name(rule.code)
      case 'branch':
        return rule.kinds && rule.kinds.length > 0
          ? t('units.branchKinds', {
              name: name(rule.code),
              kinds: rule.kinds.map((kind) => t('units.allOfKind', { kind: kindText(kind).toLowerCase() })).join(', '),
            })
          : t('units.branch', { name: name(rule.code) })
      case 'group':
        return t('units.group', { name: groups.get(rule.groupId)?.name ?? rule.groupId })
      case 'except':
        return t('units.except', { name: name(rule.code) })
      default:
        return rule satisfies never
    }
  }
}
