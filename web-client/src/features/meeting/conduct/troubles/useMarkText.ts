import type { RoomTrouble } from '@diem-cau/signaling-contract'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** Writes what is wrong with a room in a few words; '' when nothing is. */
export function useMarkText(): (troubles: readonly RoomTrouble[]) => string {
  const { t } = useTranslation('troubles')
  return useCallback((troubles) => troubles.map((trouble) => t(`mark.${trouble}`)).join(' · '), [t])
}
