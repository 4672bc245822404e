import type { Finding } from '@diem-cau/signaling-contract/operations'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { findingUnit } from './findingUnit.ts'
import { useFigureText } from './useFigureText.ts'

/** Names a finding with the number that it was found by: "Mất gói chiều lên 18 %", in short "Mất gói lên 18 %". */
export function useFindingText(): (finding: Pick<Finding, 'code' | 'value'>, words?: 'title' | 'short') => string {
  const { t } = useTranslation('operations')
  const figureText = useFigureText()
  return useCallback(
    ({ code, value }, words = 'title') => {
      const unit = findingUnit[code]
      const title = t(`findings.${code}.${words}`)
      return unit === null || value === null ? title : `${title} ${figureText(value, unit)}`
    },
    [t, figureText],
  )
}
