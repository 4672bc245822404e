import { fitWall } from '../wall/fitWall.ts'

interface Place {
  readonly width: number
  readonly height: number
  readonly gap: number
}

/** The narrowest tile, in pixels: two faces beside each other fit the narrowest phone. */
const MIN_TILE = 150

/**
 * The width of pictures of 16:9 below the stage, in pixels: as large as all of them fit; when they do not, in columns
 * to be scrolled.
 */
export function fitStrip(count: number, { width, height, gap }: Place): { readonly width: number } {
  const plan = fitWall(count, { width, height, gap, minTileWidth: MIN_TILE })
  if (plan.pages === 1 && plan.tileWidth >= MIN_TILE) return { width: plan.tileWidth }
  const columns = Math.max(1, Math.floor((width + gap) / (MIN_TILE + gap)))
  return { width: Math.floor((width - gap * (columns - 1)) / columns) }
}
