import type { UnitReportRow } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import classes from './Reports.module.css'

/** A chart with more bars than this is read as a table instead. */
const MOST_BARS = 25

const share = (row: UnitReportRow) => (row.invited === 0 ? 1 : row.attended / row.invited)

/** Shows who came, came late or did not: a bar each, those with most to explain first. */
export function AttendanceChart({ rows }: { readonly rows: readonly UnitReportRow[] }) {
  const { t } = useTranslation('reports')
  const shown = rows
    .filter(({ invited }) => invited > 0)
    .toSorted((a, b) => share(a) - share(b) || b.late - a.late)
    .slice(0, MOST_BARS)
  if (shown.length === 0) return null
  return (
    <figure className={classes['chart']} aria-labelledby="attendance-chart" data-testid="report-chart">
      <figcaption id="attendance-chart">
        <b>{t('chart')}</b>
        <small>{t('chartHint')}</small>
        <span className={classes['legend']}>
          {(['onTime', 'late', 'absent'] as const).map((what) => (
            <span key={what} data-what={what}>
              {t(what)}
            </span>
          ))}
        </span>
      </figcaption>
      <ul>
        {shown.map(({ unit, closed, invited, attended, late }) => {
          // Units that came late may have come without being asked.
          const came = Math.min(attended, invited)
          const parts = { onTime: Math.max(0, came - late), late: Math.min(late, came), absent: invited - came }
          return (
            <li
              key={unit.code}
              aria-label={t('bar', { unit: unit.name, invited, attended, late, absent: parts.absent })}
            >
              <span className={classes['name']} aria-hidden>
                {unit.name}
                {closed && <small>{closed.into ? t('mergedInto', { name: closed.into.name }) : t('dissolved')}</small>}
              </span>
              <span className={classes['bar']} aria-hidden>
                {Object.entries(parts).map(
                  ([what, count]) =>
                    count > 0 && (
                      <span key={what} data-what={what} style={{ flexGrow: count }}>
                        {count}
                      </span>
                    ),
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </figure>
  )
}
