import type { OperationEvent, Unit } from '@diem-cau/signaling-contract/operations'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type uPlot from 'uplot'
import { useFigureText } from '../figures/useFigureText.ts'
import classes from './charts.module.css'
import type { ChartName } from './chartsOf.ts'
import { Plot, type PlotSeries } from './Plot.tsx'
import type { MetricName } from '../figures/metricName.ts'
import type { TimeRows } from './timeRows.ts'
import type { UPlot } from './useUplot.ts'

/** What one chart shows. */
export interface ChartParts {
  readonly name: ChartName
  readonly unit: Unit
  readonly range: readonly [number, number]
  readonly series: ReadonlyArray<PlotSeries & { readonly key: MetricName }>
}

interface Props {
  readonly chart: ChartParts
  readonly uplot: UPlot
  readonly rows: TimeRows
  readonly from: number
  readonly to: number
  readonly events: readonly OperationEvent[]
  /** The row that is pointed at. */
  readonly cursor: number | null
  readonly onCursor: (index: number | null) => void
  readonly onZoom: (from: number, to: number) => void
  readonly onPlot: (plot: uPlot | null) => void
}

/** A chart with its name, and the values of its lines where one points, else the newest. */
export function Chart({ chart, uplot, rows, from, to, events, cursor, onCursor, onZoom, onPlot }: Props) {
  const { t, i18n } = useTranslation('operations')
  const figureText = useFigureText()
  const { name, unit, range, series } = chart
  // oxlint-disable-next-line react/exhaustive-deps -- the rows say whether the lines are others
  const lines = useMemo(() => series, [rows, name])
  const row = cursor ?? rows.at.length - 1
  const title = t(`charts.names.${name}`)
  return (
    <figure className={classes['chart']} data-testid={`chart-${name}`}>
      <figcaption>
        <b>{title}</b>
        <span className={classes['legend']}>
          {series.map(({ key, mean }, index) => (
            <span key={key} data-series={index + 1}>
              {t(`metrics.${key}`)} <b>{figureText(mean[row], unit)}</b>
            </span>
          ))}
        </span>
      </figcaption>
      <Plot
        uplot={uplot}
        label={`${title}: ${series.map(({ key }) => t(`metrics.${key}`)).join(', ')}`}
        unit={unit}
        language={i18n.language}
        at={rows.at}
        series={lines}
        showsMax={rows.seconds > 1}
        from={from}
        to={to}
        range={range}
        events={events}
        onCursor={onCursor}
        onZoom={onZoom}
        onPlot={onPlot}
      />
    </figure>
  )
}
