import type { OperationEvent, Unit } from '@diem-cau/signaling-contract/operations'
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import type uPlot from 'uplot'
import { useSize } from '../../../ui/useSize.ts'
import { formatFigure } from '../figures/formatFigure.ts'
import { toneOf } from './eventMarks.ts'
import { paletteOf } from './palette.ts'
import classes from './charts.module.css'
import { firstTick, tickText, TIME_STEPS } from './ticks.ts'
import type { UPlot } from './useUplot.ts'

export interface PlotSeries {
  readonly mean: ReadonlyArray<number | null>
  readonly max: ReadonlyArray<number | null>
}

interface Props {
  readonly uplot: UPlot
  /** The text for those who cannot see it. */
  readonly label: string
  readonly unit: Unit
  readonly language: string
  readonly at: readonly number[]
  readonly series: readonly PlotSeries[]
  /** True when a point is more than one sample, so that its maximum is drawn too. */
  readonly showsMax: boolean
  /** Seconds since the epoch. */
  readonly from: number
  readonly to: number
  /** The values that it shows at least. */
  readonly range: readonly [number, number]
  readonly events: readonly OperationEvent[]
  readonly onCursor: (index: number | null) => void
  readonly onZoom: (from: number, to: number) => void
  /** Takes the plot, for pictures and keys; null when it is gone. */
  readonly onPlot: (plot: uPlot | null) => void
}

/** In rem. */
const HEIGHT = 10.6
/** Room for the longest figure of an axis, in rem. */
const AXIS_WIDTH = 5.3
/** All charts of a page have one crosshair. */
const SYNC_KEY = 'operations'

/** One chart on a canvas; what changes each second is given to it as it is, without making it anew. */
export function Plot(props: Props) {
  const { uplot, label, unit, language, at, series, showsMax, from, to, range, events } = props
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const { width } = useSize(box)
  const scheme = useComputedColorScheme('light')
  const latest = useRef({ from, to, range, events })
  // Before the effects below, which draw.
  useLayoutEffect(() => {
    latest.current = { from, to, range, events }
  })
  const onCursor = useEffectEvent(props.onCursor)
  const onZoom = useEffectEvent(props.onZoom)
  const onPlot = useEffectEvent(props.onPlot)
  const data = (): uPlot.AlignedData => [
    [...at],
    ...series.map(({ mean }) => [...mean]),
    ...(showsMax ? series.map(({ max }) => [...max]) : []),
  ]
  const giveData = useEffectEvent(() => plot.current?.setData(data()))
  const hasWidth = width > 0

  const make = useEffectEvent((element: HTMLElement): uPlot => {
    const palette = paletteOf(element)
    const axis: uPlot.Axis = {
      stroke: palette.muted,
      font: palette.font,
      grid: { stroke: palette.line, width: 1 },
      ticks: { stroke: palette.line, width: 1, size: 4 },
    }
    const lines = series.map((_, index): uPlot.Series => ({
      stroke: palette.series[index % palette.series.length] ?? palette.muted,
      width: 2,
      dash: [[], [7, 4], [2, 3], [10, 3, 2, 3]][index % 4] ?? [],
      points: { show: false },
    }))
    const peaks = series.map((_, index): uPlot.Series => ({
      stroke: `${palette.series[index % palette.series.length] ?? palette.muted}66`,
      width: 1,
      points: { show: false },
    }))
    return new uplot(
      {
        width: Math.max(width, 200),
        height: HEIGHT * palette.rem,
        legend: { show: false },
        padding: [8, 12, 0, 0],
        scales: {
          x: { time: true, range: () => [latest.current.from, latest.current.to] },
          y: { range: (_, min, max) => shownRange(latest.current.range, min, max) },
        },
        series: [{}, ...lines, ...(showsMax ? peaks : [])],
        axes: [
          {
            ...axis,
            size: 1.9 * palette.rem,
            space: 4.4 * palette.rem,
            incrs: [...TIME_STEPS],
            splits: (_, __, min, max, step) => {
              const marks: number[] = []
              for (let mark = firstTick(min, step); mark <= max; mark += step) marks.push(mark)
              return marks
            },
            values: (_, splits, __, ___, step) => splits.map((split) => tickText(split, step)),
          },
          {
            ...axis,
            size: AXIS_WIDTH * palette.rem,
            space: 2 * palette.rem,
            values: (_, splits) => splits.map((split) => formatFigure(split, unit, language)),
          },
        ],
        cursor: {
          // Where one points is the same everywhere; what is dragged is of the one chart.
          sync: { key: SYNC_KEY, filters: { pub: (type) => type === 'mousemove' || type === 'mouseleave' } },
          drag: { x: true, y: false, setScale: false },
          points: { size: 7 },
        },
        hooks: {
          setCursor: [
            ({ cursor }) => onCursor(cursor.left === undefined || cursor.left < 0 ? null : (cursor.idx ?? null)),
          ],
          setSelect: [
            (self) => {
              const { left, width } = self.select
              if (width > 4) onZoom(self.posToVal(left, 'x'), self.posToVal(left + width, 'x'))
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
            },
          ],
          drawClear: [
            (self) => {
              const { ctx, bbox } = self
              for (const event of latest.current.events) {
                const x = Math.round(self.valToPos(event.at / 1_000, 'x', true))
                if (x < bbox.left || x > bbox.left + bbox.width) continue
                ctx.fillStyle = palette.marks[toneOf(event.kind)]
                ctx.fillRect(x, bbox.top, 2, bbox.height)
                ctx.fillRect(x - 3, bbox.top, 8, 5)
              }
            },
          ],
        },
      },
      data(),
      element,
    )
  })

  useEffect(() => {
    const element = box.current
    if (!element || !hasWidth) return
    const made = make(element)
    plot.current = made
    onPlot(made)
    return () => {
      plot.current = null
      onPlot(null)
      made.destroy()
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- these are drawn into it when it is made
  }, [uplot, hasWidth, scheme, language, showsMax])

  useEffect(() => {
    const { current } = plot
    current?.setSize({ width: Math.max(width, 200), height: current.height })
  }, [width])

  useEffect(() => {
    giveData()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- read by the event
  }, [at, series, from, to, events])

  return <div ref={box} className={classes['plot']} role="img" aria-label={label} />
}

/** At least the range of the plan; what is beyond it has a tenth of room. */
function shownRange(
  [least, most]: readonly [number, number],
  min: number | null,
  max: number | null,
): [number, number] {
  const [low, high] = [min ?? least, max ?? most]
  const room = (high - low) / 10
  return [low < least ? low - room : least, high > most ? high + room : most]
}
