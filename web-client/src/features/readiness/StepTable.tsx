import { type KeptStep, type Measure, STEPS } from '@diem-cau/signaling-contract/readiness'
import { useTranslation } from 'react-i18next'
import { momentText } from '../../time/timeText.ts'
import { HealthIcon } from '../operations/health/HealthIcon.tsx'
import { measureText } from './measureText.ts'
import classes from './Room.module.css'
import { useReasonText } from './useReasonText.ts'

/** Screens are unread where the room's browser does not tell of them (Firefox), which is no fault of the room. */
const isUntold = ({ step, health }: KeptStep['verdict']) => step === 'screens' && health === 'unknown'

/** What was measured of each step, and what it means; a step that was not read says so. */
export function StepTable({ steps }: { readonly steps: readonly KeptStep[] }) {
  const { t, i18n } = useTranslation('board')
  const { one } = useReasonText()
  const rows = STEPS.flatMap(({ id }): readonly (KeptStep | { readonly missing: typeof id })[] => {
    const own = steps.filter(({ result }) => result.step === id)
    return own.length > 0 ? own : [{ missing: id }]
  })
  return (
    <div className={classes['scroll']} role="region" aria-label={t('room.steps')} tabIndex={0}>
      <table className={classes['table']} data-testid="readiness-steps">
        <thead>
          <tr>
            <th scope="col">{t('room.step')}</th>
            <th scope="col">{t('room.found')}</th>
            <th scope="col">{t('room.figures')}</th>
            <th scope="col">{t('room.at')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            if ('missing' in row)
              return (
                <tr key={row.missing}>
                  <th scope="row">{t(`step.${row.missing}`)}</th>
                  <td colSpan={3}>
                    <span className={classes['found']} data-health="unknown">
                      <HealthIcon health="unknown" />
                      {t('health.unknown')}
                    </span>
                  </td>
                </tr>
              )
            const { at, result, verdict } = row
            const figures = (Object.entries(result.values) as [Measure, number | null][]).filter(
              (entry): entry is [Measure, number] => entry[1] !== null,
            )
            return (
              <tr key={`${result.step} ${result.node ?? ''}`} data-health={verdict.health}>
                <th scope="row">
                  {t(`step.${result.step}`)}
                  {result.node !== null && <span className={classes['dim']}>{result.node}</span>}
                  {result.label !== '' && <span className={classes['dim']}>{result.label}</span>}
                </th>
                <td>
                  <span className={classes['found']} data-health={verdict.health}>
                    <HealthIcon health={verdict.health} />
                    {verdict.reasons.length > 0
                      ? verdict.reasons.map(one).join(', ')
                      : t(`found.${isUntold(verdict) ? 'untold' : verdict.health}`)}
                  </span>
                </td>
                <td className={classes['figures']}>
                  {figures.map(([measure, value]) => (
                    <span key={measure}>
                      {t(`measure.${measure}`)}: {measureText(measure, value, i18n.language)}
                    </span>
                  ))}
                </td>
                <td>{momentText(at)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
