import type { Palette } from './palette.ts'

export interface ChartPicture {
  readonly title: string
  readonly canvas: HTMLCanvasElement
  /** The names of its lines, in the order of their colours. */
  readonly names: readonly string[]
}

const [MARGIN, HEAD, LEGEND] = [24, 34, 22]

/** All charts below each other as one picture, with what they are of. Rejects when the browser cannot make it. */
export async function pngOf(
  title: string,
  when: string,
  charts: readonly ChartPicture[],
  palette: Palette,
): Promise<Blob> {
  const scale = devicePixelRatio
  const width = Math.max(...charts.map(({ canvas }) => canvas.width)) / scale + 2 * MARGIN
  const heights = charts.map(({ canvas }) => HEAD + LEGEND + canvas.height / scale)
  const height = 2 * MARGIN + 54 + heights.reduce((sum, each) => sum + each, 0)
  const whole = document.createElement('canvas')
  whole.width = width * scale
  whole.height = height * scale
  const context = whole.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.scale(scale, scale)
  context.fillStyle = palette.surface
  context.fillRect(0, 0, width, height)
  const family = palette.font.replace(/^\S+ /, '')
  const write = (text: string, x: number, y: number, font: string, colour: string) => {
    context.font = `${font} ${family}`
    context.fillStyle = colour
    context.fillText(text, x, y)
    return context.measureText(text).width
  }
  write(title, MARGIN, MARGIN + 18, '600 20px', palette.text)
  write(when, MARGIN, MARGIN + 42, '14px', palette.muted)
  let top = MARGIN + 54
  charts.forEach(({ title, canvas, names }, index) => {
    write(title, MARGIN, top + 24, '600 15px', palette.text)
    let left = MARGIN
    names.forEach((name, series) => {
      context.fillStyle = palette.series[series % palette.series.length] ?? palette.muted
      context.fillRect(left, top + HEAD + 4, 12, 4)
      left += 18 + write(name, left + 18, top + HEAD + 11, '13px', palette.muted) + 18
    })
    context.drawImage(canvas, MARGIN, top + HEAD + LEGEND, canvas.width / scale, canvas.height / scale)
    top += heights[index] ?? 0
  })
  return new Promise((resolve, reject) =>
    whole.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  )
}
