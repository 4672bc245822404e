import type { MeetingSettings } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { quorumChoice } from './quorumChoice.ts'

/** Writes settings of a meeting in the words of an invitation. */
export function useSettingText() {
  const { t } = useTranslation('schedule')
  return {
    quorum: (quorum: MeetingSettings['quorum']): string => {
      const name = quorumChoice(quorum)
      return name === null
        ? t('settings.quorumOther', { share: `${quorum.numerator}/${quorum.denominator}` })
        : t(`settings.quorums.${name}`)
    },
    speakMinutes: (minutes: MeetingSettings['speakMinutes']): string =>
      minutes === null ? t('settings.speakNoLimit') : t('settings.speakLimit', { count: minutes }),
  }
}
