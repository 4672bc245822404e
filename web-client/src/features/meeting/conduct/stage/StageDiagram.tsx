import type { Stage } from '@diem-cau/signaling-contract'
import classes from './StageBar.module.css'

type Rect = readonly [x: number, y: number, width: number, height: number, main?: boolean]

const shapes: Readonly<Record<Stage['kind'], readonly Rect[]>> = {
  follow: [
    [0, 0, 36, 27, true],
    [39, 0, 9, 6],
    [39, 7, 9, 6],
    [39, 14, 9, 6],
    [39, 21, 9, 6],
  ],
  content: [
    [0, 0, 31, 27, true],
    [34, 0, 14, 12, true],
    [34, 15, 14, 12],
  ],
  pinned: [
    [0, 3, 23, 20, true],
    [25, 3, 23, 20, true],
  ],
  gallery: [0, 1, 2].flatMap((row) => [0, 1, 2, 3].map((column): Rect => [column * 12.3, row * 9.3, 11, 8])),
}

/** A small drawing of a stage. */
export function StageDiagram({ kind }: { readonly kind: Stage['kind'] }) {
  return (
    <svg viewBox="0 0 48 27" className={classes['diagram']} aria-hidden>
      {shapes[kind].map(([x, y, width, height, main = false]) => (
        <rect key={`${x} ${y}`} x={x} y={y} width={width} height={height} rx={1.5} data-main={main} />
      ))}
    </svg>
  )
}
