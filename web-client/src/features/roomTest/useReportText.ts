import type { NewRun, Verdict } from '@diem-cau/signaling-contract/readiness'
import { useTranslation } from 'react-i18next'
import { calendarDate, clockTime } from '../../time/formatTime.ts'

/** Writes a test as a text that can be sent to a technician: in words first, then the figures. */
export function useReportText(): (run: NewRun, verdicts: readonly Verdict[]) => string {
  const { t } = useTranslation('roomTest')
  return (run, verdicts) => {
    const parts = run.steps.map((result, n) => {
      const verdict = verdicts[n]
      const figures = Object.entries(result.values).map(
        ([measure, value]) => `${measure} ${value === null ? '-' : Math.round(value * 100) / 100}`,
      )
      return [
        `${t(`step.${result.step}`)}: ${t(`state.${verdict?.health ?? 'unknown'}`)}`,
        ...(verdict?.reasons ?? []).map((reason) => `  ${t(`reason.${reason}`)} ${t(`todo.${reason}`)}`),
        ...(result.label === '' ? [] : [`  ${t('report.device', { label: result.label })}`]),
        ...(figures.length === 0 ? [] : [`  ${figures.join(', ')}`]),
      ].join('\n')
    })
    const at = `${calendarDate(run.endedAt)} ${clockTime(run.endedAt)}`
    return [t('report.name'), t('report.at', { at }), ...parts, ''].join('\n')
  }
}
