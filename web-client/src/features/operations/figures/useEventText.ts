import { LeaveReason } from '@diem-cau/signaling-contract'
import { DeviceEvent, FindingCode, type OperationEvent } from '@diem-cau/signaling-contract/operations'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useFindingText } from './useFindingText.ts'

/** The words of a detail: a code of the server's first, then names as they are. */
const WORD = /^(\S+)\s*(.*)$/

/** Names an event: "Mất kết nối", "Phát hiện: Mất gói chiều lên", "Thiết bị: mất camera Logitech". */
export function useEventText(): (event: Pick<OperationEvent, 'kind' | 'detail'>) => string {
  const { t } = useTranslation('operations')
  const findingText = useFindingText()
  return useCallback(
    ({ kind, detail }) => {
      const [, code = '', rest = ''] = WORD.exec(detail) ?? []
      const finding = kind === 'found' || kind === 'cleared' ? FindingCode.safeParse(code).data : undefined
      // After the health stands the number that it was found by.
      const value = /^(?:weak|bad) (-?[\d.]+)$/.exec(rest)?.[1]
      const what = kind === 'device' ? DeviceEvent.shape.what.safeParse(code).data : undefined
      const reason = kind === 'left' ? LeaveReason.safeParse(code).data : undefined
      const more = finding
        ? findingText({ code: finding, value: value === undefined ? null : Number(value) })
        : what
          ? [t(`devices.${what}`), rest].filter(Boolean).join(' ')
          : reason
            ? t(`leaving.${reason}`)
            : detail
      const word = t(`events.${kind}`)
      return more === '' ? word : `${word}: ${more}`
    },
    [t, findingText],
  )
}
