import {
  type CauseEvidence,
  METRICS,
  MediaPath,
  NetworkCameraFault,
  NetworkKind,
  type ResourceKind,
} from '@diem-cau/signaling-contract/operations'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { MetricName } from '../figures/metricName.ts'
import { secondsText } from '../figures/moments.ts'
import { useEventText } from '../figures/useEventText.ts'
import { useFigureText } from '../figures/useFigureText.ts'
import { useFindingText } from '../figures/useFindingText.ts'

/** Writes what speaks for a cause: "Mất gói chiều lên 18 %, từ 09:12:05", "3 điểm cầu khác cùng nút không bị". */
export function useEvidenceText(): (evidence: CauseEvidence, kind: ResourceKind, ownName: string) => string {
  const { t } = useTranslation(['causes', 'operations'])
  const eventText = useEventText()
  const figureText = useFigureText()
  const findingText = useFindingText()
  return useCallback(
    (evidence, kind, ownName) => {
      switch (evidence.kind) {
        case 'finding': {
          const { since, until } = evidence
          const times = { what: findingText(evidence), since: secondsText(since) }
          return until === null
            ? t('evidence.finding', times)
            : t('evidence.findingUntil', { ...times, until: secondsText(until) })
        }
        case 'figure': {
          const metric = METRICS[kind].find(({ key }) => key === evidence.metric)
          if (!metric) return ''
          const name: MetricName = metric.key
          return t('evidence.figure', {
            metric: t(`metrics.${name}`, { ns: 'operations' }),
            value: figureText(evidence.value, metric.unit),
            time: secondsText(evidence.at),
          })
        }
        case 'event': {
          const { at, name } = evidence.event
          const told = { time: secondsText(at), what: eventText(evidence.event) }
          return name === '' || name === ownName ? t('evidence.event', told) : t('evidence.eventOf', { ...told, name })
        }
        case 'fact':
          return t(`evidence.${evidence.fact}`, { value: factText(evidence.value) })
        case 'others': {
          const { where, affected, of, names } = evidence
          const text =
            affected === 0 ? t(`evidence.well.${where}`, { of }) : t(`evidence.others.${where}`, { affected, of })
          return names.length === 0 ? text : t('evidence.names', { text, names: names.join(', ') })
        }
        case 'floor':
          return t('evidence.floor', { since: secondsText(evidence.since) })
        default:
          return evidence satisfies never
      }
      function factText(value: string): string {
        const [path, network] = [MediaPath.safeParse(value), NetworkKind.safeParse(value)]
        if (path.success) return t(`path.${path.data}`, { ns: 'operations' })
        const fault = NetworkCameraFault.safeParse(value)
        if (fault.success) return t(`cameraFault.${fault.data}`)
        return network.success ? t(`network.${network.data}`) : value
      }
    },
    [t, eventText, figureText, findingText],
  )
}
