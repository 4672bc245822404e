import type { Alert, AlertRule } from '@diem-cau/signaling-contract/operations'
import { DEFAULT_RULES } from '@diem-cau/signaling-contract/operations'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** Names a rule: a default one by its texts, until the office gives it a name of its own. */
export function useRuleName(): (rule: Pick<AlertRule, 'ruleId' | 'name'>) => string {
  const { t } = useTranslation('alerts')
  return useCallback(
    ({ ruleId, name }) => {
      const known = DEFAULT_RULES.find((id) => id === ruleId && id === name)
      return known ? t(`defaults.${known}`) : name
    },
    [t],
  )
}

/** "Mất kết nối: Phường Một và 3 nơi khác" */
export function useAlertTitle(): (alert: Pick<Alert, 'code' | 'resources' | 'resourceCount'>) => string {
  const { t } = useTranslation('alerts')
  return useCallback(
    ({ code, resources, resourceCount }) => {
      const what = t(`findings.${code}.title`, { ns: 'operations' })
      const [first] = resources
      if (!first) return what
      return resourceCount > 1
        ? t('titleOfMany', { what, name: first.name, count: resourceCount - 1 })
        : t('titleOfOne', { what, name: first.name })
    },
    [t],
  )
}
