import type { UnitSpan } from '@diem-cau/signaling-contract'
import { Modal, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../../../time/formatTime.ts'
import type { RollRow } from './rollBoard.ts'
import { PanelList, PanelRow } from '../../../../ui/PanelList.tsx'
import { Skeletons } from '../../../../ui/Skeletons.tsx'
import { useMeetingClient } from '../../scope/MeetingContext.ts'

interface Props {
  readonly row: RollRow
  readonly onClose: () => void
}

/**
 * Lists every time that a unit came and went, as of the moment when it was opened; the board has the last ones only.
 */
export function UnitTimes({ row: { code, name }, onClose }: Props) {
  const { t } = useTranslation('rollCall')
  const client = useMeetingClient()
  const [spans, setSpans] = useState<readonly UnitSpan[] | 'failed' | null>(null)
  useEffect(() => {
    let isHere = true
    client.ask('rollCall:times', { unitCode: code }).then(
      (answer) => isHere && setSpans(answer.spans),
      () => isHere && setSpans('failed'),
    )
    return () => {
      isHere = false
    }
  }, [client, code])
  return (
    <Modal opened onClose={onClose} title={t('timesOf', { unit: name })} centered>
      {spans === null && <Skeletons heights={[2.5, 2.5]} />}
      {spans === 'failed' && <Text role="alert">{t('timesFailed')}</Text>}
      {Array.isArray(spans) && spans.length === 0 && <Text c="dimmed">{t('noSpans')}</Text>}
      {Array.isArray(spans) && (
        <PanelList ordered data-testid="rollcall-spans">
          {spans.map(({ from, to }) => (
            <PanelRow key={from} tone={to === null ? 'now' : undefined}>
              {to === null
                ? t('spanOpen', { from: clockTime(from) })
                : t('span', { from: clockTime(from), to: clockTime(to) })}
            </PanelRow>
          ))}
        </PanelList>
      )}
    </Modal>
  )
}
