import { PARTS, type Part } from '../deaths/parts.ts'
import type { BrowserLine, Command, Timeline } from './timeline.ts'

const WIDTH = 960
const LEFT = 120
const RIGHT = 930
const ROOMS = { top: 64, bottom: 204 }
const BROWSERS = { top: 238, height: 44, gap: 14 }
const COMMANDS_HEIGHT = 130
const MOST_FPS = 25
/** Milliseconds, each ten times the one before. */
const DECADES = [1, 10, 100, 1000, 10_000]
const COLOURS = {
  sound: '#1c7ed6',
  picture: '#2f9e44',
  browser: '#1098ad',
  silent: '#e03131',
  done: '#e8590c',
} as const
const NAMES: Readonly<Record<Part, string>> = {
  worker: 'media worker',
  node: 'media node',
  signaling: 'signaling',
  redis: 'Redis',
  postgres: 'PostgreSQL',
  cable5: 'cable, 5 s',
  cable60: 'cable, 60 s',
  drain: 'node emptied',
}

/** Colours of what is not a figure: paper, ink and lines, in the light and in the dark. */
const STYLE =
  '<style>.paper{fill:#fff}text{fill:#212529}.grid{stroke:#dee2e6}.death{stroke:#868e96}.cut{fill:#868e96;opacity:.18}@media(prefers-color-scheme:dark){.paper{fill:#0d1117}text{fill:#e6edf3}.grid{stroke:#30363d}}</style>'

/** Something that was done to the office, in seconds of the plot's clock. */
export interface Mark {
  readonly label: string
  readonly atS: number
  /** Until it was done. */
  readonly untilS: number
}

/** Deaths as marks; a pair is named by both. */
export const marksOf = (
  deaths: readonly { readonly case: string; readonly atS: number; readonly mendedS: number }[],
): Mark[] => deaths.map(({ case: name, atS, mendedS }) => ({ label: labelOf(name), atS, untilS: mendedS }))

/** An SVG of a meeting that was watched while something was done to it: rooms with sound and picture, each browser's frames, commands; over one clock. */
export function plotOfWatch(timeline: Timeline, marks: readonly Mark[]): string {
  const seconds = (timeline.sound.length * timeline.stepMs) / 1000
  const x = (at: number) => LEFT + ((RIGHT - LEFT) * at) / Math.max(1, seconds)
  const xOfStep = (step: number) => x((step * timeline.stepMs) / 1000)
  const commandsTop = BROWSERS.top + timeline.browsers.length * (BROWSERS.height + BROWSERS.gap) + 26
  const bottom = commandsTop + COMMANDS_HEIGHT
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 52}" font-family="sans-serif" font-size="12">`,
    STYLE,
    `<rect class="paper" width="${WIDTH}" height="${bottom + 52}"/>`,
    ...marks.map((mark, n) => lineAt(mark, n, x, bottom)),
    ...roomsOf(timeline, xOfStep),
    ...timeline.browsers.flatMap((line, n) =>
      browserOf(line, BROWSERS.top + n * (BROWSERS.height + BROWSERS.gap), xOfStep),
    ),
    ...commandsOf(timeline.commands, x, commandsTop, bottom),
    ...clockOf(seconds, x, bottom),
    '</svg>',
    '',
  ].join('\n')
}

/** A line where something was done, its name above: every other one higher, as they are close. */
function lineAt({ label, atS, untilS }: Mark, n: number, x: (at: number) => number, bottom: number): string {
  const [at, until] = [x(atS).toFixed(1), x(untilS).toFixed(1)]
  const top = n % 2 === 0 ? 34 : 18
  const lasted =
    untilS - atS > 0.5
      ? `<rect class="cut" x="${at}" y="${ROOMS.top - 24}" width="${(Number(until) - Number(at)).toFixed(1)}" height="${bottom - ROOMS.top + 24}"/>`
      : ''
  return `${lasted}<line class="death" stroke-dasharray="4 3" x1="${at}" x2="${at}" y1="${top + 6}" y2="${bottom}"/><text x="${at}" y="${top}" text-anchor="middle" font-weight="bold">${label}</text>`
}

const labelOf = (name: string) =>
  PARTS.filter((part) => name.split('+').includes(part))
    .map((part) => NAMES[part])
    .join(' + ')

function roomsOf({ rooms, sound, picture }: Timeline, x: (step: number) => number): string[] {
  const y = (count: number) => ROOMS.bottom - ((ROOMS.bottom - ROOMS.top) * count) / Math.max(1, rooms)
  return [
    ...[0, rooms].map((count) => gridLine(y(count), String(count))),
    `<text x="16" y="${ROOMS.top + 34}">rooms with</text>`,
    `<text x="16" y="${ROOMS.top + 52}" style="fill:${COLOURS.sound}">sound</text>`,
    `<text x="16" y="${ROOMS.top + 70}" style="fill:${COLOURS.picture}">picture</text>`,
    stepsOf(picture, x, y, COLOURS.picture),
    stepsOf(sound, x, y, COLOURS.sound),
  ]
}

function browserOf({ name, framesPerS, hears }: BrowserLine, top: number, x: (step: number) => number): string[] {
  const bottom = top + BROWSERS.height
  const y = (frames: number) => bottom - (BROWSERS.height * Math.min(frames, MOST_FPS)) / MOST_FPS
  const silent = spansOf(hears, false).map(
    ([from, to]) =>
      `<rect x="${x(from).toFixed(1)}" y="${bottom + 1}" width="${Math.max(1, x(to) - x(from)).toFixed(1)}" height="4" fill="${COLOURS.silent}"/>`,
  )
  return [
    gridLine(bottom, '0'),
    gridLine(y(20), '20'),
    `<text x="16" y="${top + 20}">${name}</text>`,
    `<text x="16" y="${top + 36}" style="fill:${COLOURS.browser}">frames/s</text>`,
    stepsOf(framesPerS, x, y, COLOURS.browser),
    ...silent,
  ]
}

function commandsOf(commands: readonly Command[], x: (at: number) => number, top: number, bottom: number): string[] {
  const most = Math.log10(DECADES.at(-1) ?? 1)
  const y = (ms: number) => bottom - ((bottom - top) * Math.min(most, Math.log10(Math.max(1, ms)))) / most
  const dots = commands.flatMap(({ atS, ms, isDone }) =>
    ms === null
      ? []
      : `<circle cx="${x(atS).toFixed(1)}" cy="${y(ms).toFixed(1)}" r="2" fill="${isDone ? COLOURS.done : COLOURS.silent}"/>`,
  )
  return [
    ...DECADES.map((ms) => gridLine(y(ms), ms < 1000 ? `${ms} ms` : `${ms / 1000} s`)),
    `<text x="16" y="${top + 60}" style="fill:${COLOURS.done}">commands</text>`,
    ...dots,
  ]
}

function clockOf(seconds: number, x: (at: number) => number, bottom: number): string[] {
  const marks = Array.from({ length: Math.floor(seconds / 10) + 1 }, (_, n) => n * 10)
  return [
    ...marks.map((at) => `<text x="${x(at).toFixed(1)}" y="${bottom + 18}" text-anchor="middle">${at}</text>`),
    `<text x="${(LEFT + RIGHT) / 2}" y="${bottom + 38}" text-anchor="middle">seconds of one meeting; red below a browser: it heard nothing</text>`,
  ]
}

const gridLine = (y: number, label: string) =>
  `<line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/><text x="${LEFT - 6}" y="${y.toFixed(1)}" dy="4" text-anchor="end">${label}</text>`

/** A line of steps, with a point only where it changes. */
function stepsOf(
  values: readonly number[],
  x: (step: number) => number,
  y: (value: number) => number,
  colour: string,
): string {
  const path = values.flatMap((value, step) =>
    step === 0
      ? [`M${x(0).toFixed(1)} ${y(value).toFixed(1)}`]
      : value === values[step - 1]
        ? []
        : [`H${x(step).toFixed(1)}`, `V${y(value).toFixed(1)}`],
  )
  return `<path d="${path.join('')}H${x(values.length).toFixed(1)}" fill="none" stroke="${colour}" stroke-width="1.5"/>`
}

/** From and to of each stretch of the line that is so. */
function spansOf(line: readonly boolean[], isSo: boolean): [number, number][] {
  const spans: [number, number][] = []
  for (const [step, value] of line.entries()) {
    if (value !== isSo) continue
    const last = spans.at(-1)
    if (last?.[1] === step) last[1] = step + 1
    else spans.push([step, step + 1])
  }
  return spans
}
