import {
  METRICS,
  type OperationEvent,
  type ResourceId,
  type ResourceKind,
} from '@diem-cau/signaling-contract/operations'
import { Button } from '@mantine/core'
import { IconChartLine, IconDownload, IconPhoto } from '@tabler/icons-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type uPlot from 'uplot'
import { saveFile } from '../../../browser/saveFile.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { exactText, secondsText } from '../figures/moments.ts'
import { useEventText } from '../figures/useEventText.ts'
import { Chart, type ChartParts } from './Chart.tsx'
import classes from './charts.module.css'
import { chartsOf } from './chartsOf.ts'
import { csvOf } from './csvOf.ts'
import { eventsNear, toneOf } from './eventMarks.ts'
import { paletteOf } from './palette.ts'
import { pngOf } from './pngOf.ts'
import { LIVE_SECONDS, type TimeRange, zoomed } from './timeRange.ts'
import { type LiveSample, useRows } from './useRows.ts'
import { useUplot } from './useUplot.ts'

interface Props {
  readonly resource: ResourceId
  readonly kind: ResourceKind
  /** As people know it, for files. */
  readonly name: string
  readonly range: TimeRange
  readonly onRange: (range: TimeRange) => void
  readonly live: LiveSample | null
  readonly events: readonly OperationEvent[]
  /** Only charts with one of these metrics; left out: all. */
  readonly metrics?: readonly string[]
}

/** All charts of a resource below each other, with one crosshair and one zoom. */
export function ChartStack({ resource, kind, name, range, onRange, live, events, metrics }: Props) {
  const { t } = useTranslation('operations')
  const failureText = useFailureText()
  const eventText = useEventText()
  const lib = useUplot()
  const { rows, failure, refresh } = useRows({ resource, kind, range, live })
  const [cursor, setCursor] = useState<number | null>(null)
  const stack = useRef<HTMLDivElement>(null)
  const plots = useRef(new Map<string, uPlot>())
  if (lib.failure !== null)
    return <LoadFailed title={t('charts.partFailed')} failure={lib.failure} onRetry={lib.refresh} />
  if (failure !== null && !rows) return <LoadFailed title={t('charts.failed')} failure={failure} onRetry={refresh} />
  if (!rows || !lib.data) return <Skeletons heights={[12, 12, 12]} />
  const end = range.kind === 'past' ? range.to : Math.max(rows.at.at(-1) ?? 0, live?.at ?? 0)
  const [from, to] = range.kind === 'past' ? [range.from, range.to] : [end - LIVE_SECONDS, end]
  const hasAny = rows.mean.some((column) => column.some((value) => value !== null))
  if (!hasAny)
    return (
      <Empty icon={<IconChartLine size="1em" stroke={1.4} />} title={t('charts.empty')} text={t('charts.emptyHint')} />
    )
  const charts: ChartParts[] = chartsOf[kind].flatMap(({ name, unit, keys, range }) => {
    const series = keys.map((key) => {
      const index = METRICS[kind].findIndex((metric) => metric.key === key)
      return { key, mean: rows.mean[index] ?? [], max: rows.max[index] ?? [] }
    })
    // A service has some of its metrics only.
    const isRead = series.some(({ mean }) => mean.some((value) => value !== null))
    const isWanted = metrics === undefined || keys.some((key) => metrics.includes(key))
    return !isWanted || (kind === 'service' && !isRead) ? [] : [{ name, unit, range, series }]
  })
  const pointed = cursor === null ? undefined : rows.at[cursor]
  const pointedText =
    pointed === undefined ? t('charts.latest') : t('charts.at', { time: secondsText(pointed * 1_000) })
  const near = pointed === undefined ? [] : eventsNear(events, pointed, Math.max(2, (to - from) / 150))

  function point(index: number): void {
    const at = rows?.at[index]
    if (at === undefined) return
    for (const plot of plots.current.values()) plot.setCursor({ left: plot.valToPos(at, 'x'), top: 8 })
    setCursor(index)
  }
  function onKeyDown({ key, shiftKey }: KeyboardEvent): void {
    if (!rows) return
    const last = rows.at.length - 1
    const step = shiftKey ? 10 : 1
    if (key === 'ArrowLeft') point(Math.max(0, (cursor ?? last + step) - step))
    if (key === 'ArrowRight') point(Math.min(last, (cursor ?? last) + step))
  }
  const save = async (kind: 'csv' | 'png') => {
    const fileName = `van-hanh-${fileWord(name)}-${fileWord(exactText(from * 1_000))}.${kind}`
    try {
      saveFile(kind === 'csv' ? csv() : await png(), fileName)
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    }
  }
  const csv = () => {
    const titles = METRICS[kind].map(({ key, unit }) => `${t(`metrics.${key}`)} [${unit}]`)
    const words = { time: t('charts.columns.time'), mean: t('charts.columns.mean'), max: t('charts.columns.max') }
    return new Blob([csvOf(rows, titles, words)], { type: 'text/csv;charset=utf-8' })
  }
  const png = () =>
    pngOf(
      name,
      t('charts.range', { from: exactText(from * 1_000), to: exactText(to * 1_000) }),
      charts.flatMap(({ name, series }) => {
        const canvas = plots.current.get(name)?.ctx.canvas
        const names = series.map(({ key }) => t(`metrics.${key}`))
        return canvas ? [{ title: t(`charts.names.${name}`), canvas, names }] : []
      }),
      paletteOf(stack.current ?? document.body),
    )

  return (
    <>
      <div className={classes['bar']}>
        <span className={classes['pointed']}>
          <span
            role="slider"
            tabIndex={0}
            aria-label={t('charts.read')}
            aria-valuemin={0}
            aria-valuemax={rows.at.length - 1}
            aria-valuenow={cursor ?? rows.at.length - 1}
            aria-valuetext={pointedText}
            onKeyDown={onKeyDown}
            data-testid="pointed"
          >
            {pointedText}
          </span>
          {near.map((event) => (
            <span key={event.id} className={classes['event']} data-tone={toneOf(event.kind)}>
              {eventText(event)}
            </span>
          ))}
        </span>
        <span className={classes['files']}>
          {(['csv', 'png'] as const).map((kind) => (
            <Button
              key={kind}
              variant="default"
              size="compact-md"
              leftSection={
                kind === 'csv' ? <IconDownload size="1.1em" aria-hidden /> : <IconPhoto size="1.1em" aria-hidden />
              }
              onClick={() => void save(kind)}
              data-testid={`chart-${kind}`}
            >
              {t(`charts.${kind}`)}
            </Button>
          ))}
        </span>
      </div>
      <p className={classes['hint']}>
        {t('charts.hint')}
        {rows.seconds > 1 && ` ${t('charts.resolution', { length: lengthText(rows.seconds) })}`}
      </p>
      <div
        ref={stack}
        className={classes['stack']}
        role="group"
        aria-label={t('charts.title')}
        data-testid="charts"
        data-seconds={rows.seconds}
      >
        {charts.map((chart) => (
          <Chart
            key={chart.name}
            chart={chart}
            uplot={lib.data as NonNullable<typeof lib.data>}
            rows={rows}
            from={from}
            to={to}
            events={events}
            cursor={cursor}
            onCursor={setCursor}
            onZoom={(from, to) => onRange(zoomed(from, to))}
            onPlot={(plot) => (plot ? plots.current.set(chart.name, plot) : plots.current.delete(chart.name))}
          />
        ))}
      </div>
    </>
  )

  function lengthText(seconds: number): string {
    return seconds < 60 ? t('charts.seconds', { count: seconds }) : t('charts.minutes', { count: seconds / 60 })
  }
}

/** A part of a file name that every system takes. */
const fileWord = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
