/** The figures of a run that the plot shows; shares of one core. */
export interface SitesPoint {
  readonly sites: number
  readonly workerCores: number
  readonly sfuCores: number
  readonly signalingCores: number
}

const WIDTH = 720
const HEIGHT = 400
const LEFT = 60
const BOTTOM = 340
const RIGHT = 560
const TOP = 30
const LABEL_HEIGHT = 16
const LINES = [
  { name: 'media workers', colour: '#1c7ed6', of: (one: SitesPoint) => one.workerCores },
  { name: 'media node', colour: '#2f9e44', of: (one: SitesPoint) => one.sfuCores },
  { name: 'signaling', colour: '#e8590c', of: (one: SitesPoint) => one.signalingCores },
] as const

/** An SVG of what each process costs, in cores, against the number of rooms. */
export function plotOfSites(runs: readonly SitesPoint[]): string {
  const most = niceMost(Math.max(0.1, ...runs.flatMap((one) => LINES.map(({ of }) => of(one)))))
  const last = Math.max(1, ...runs.map(({ sites }) => sites))
  const x = (sites: number) => LEFT + ((RIGHT - LEFT) * sites) / last
  const y = (cores: number) => BOTTOM - ((BOTTOM - TOP) * cores) / most
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const at = y(most * share).toFixed(1)
    return `<line x1="${LEFT}" x2="${RIGHT}" y1="${at}" y2="${at}" stroke="#dee2e6"/><text x="${LEFT - 8}" y="${at}" dy="4" text-anchor="end">${(most * share).toFixed(2)}</text>`
  })
  const below = runs.map(
    ({ sites }) => `<text x="${x(sites).toFixed(1)}" y="${BOTTOM + 20}" text-anchor="middle">${sites}</text>`,
  )
  const end = runs.at(-1)
  const labels = end ? spread(LINES.map(({ name, of }) => [name, y(of(end))] as const)) : new Map<string, number>()
  const lines = LINES.map(({ name, colour, of }) => {
    const points = runs.map((one) => `${x(one.sites).toFixed(1)},${y(of(one)).toFixed(1)}`)
    const dots = points.map(
      (point) => `<circle cx="${point.split(',')[0]}" cy="${point.split(',')[1]}" r="4" fill="${colour}"/>`,
    )
    const at = labels.get(name)
    const label =
      at === undefined ? '' : `<text x="${RIGHT + 10}" y="${at.toFixed(1)}" dy="4" fill="${colour}">${name}</text>`
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}${label}`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...grid,
    ...below,
    `<text x="${(LEFT + RIGHT) / 2}" y="${BOTTOM + 44}" text-anchor="middle">rooms in one meeting</text>`,
    `<text x="${LEFT - 45}" y="16">cores</text>`,
    ...lines,
    '</svg>',
    '',
  ].join('\n')
}

/** @returns the heights, lowest on the page first, moved up where two names would stand on each other */
function spread(wanted: readonly (readonly [string, number])[]): Map<string, number> {
  const heights = new Map<string, number>()
  let free = Number.POSITIVE_INFINITY
  for (const [name, at] of wanted.toSorted(([, one], [, other]) => other - one)) {
    free = Math.min(at, free - LABEL_HEIGHT)
    heights.set(name, free)
  }
  return heights
}

function niceMost(value: number): number {
  const step = 10 ** Math.floor(Math.log10(value))
  return Math.ceil(value / step) * step
}
