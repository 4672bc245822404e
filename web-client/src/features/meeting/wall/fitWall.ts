import { MAX_TILES } from '@diem-cau/signaling-contract'

/** A page of the wall: tiles of 16:9, all of one size, in pixels. */
export interface WallPlan {
  readonly columns: number
  readonly rows: number
  readonly tileWidth: number
  readonly tileHeight: number
  /** Tiles on a full page. */
  readonly perPage: number
  readonly pages: number
}

export interface Area {
  readonly width: number
  readonly height: number
  readonly gap: number
  /** The narrowest tile that shows anything, in pixels: below it there are pages. */
  readonly minTileWidth: number
}

const RATIO = 16 / 9
/** The most tiles on one page, which is as many as the contract takes: 85 rooms, the office's own and a screen fit. */
export const MAX_PER_PAGE = MAX_TILES

/** Finds the largest tiles with which as many of `count` as possible are on one page. */
export function fitWall(count: number, area: Area): WallPlan {
  const wanted = Math.max(1, Math.min(count, MAX_PER_PAGE))
  const perPage = Math.min(wanted, capacity(area))
  const best = largestGrid(perPage, area)
  return { ...best, perPage, pages: Math.max(1, Math.ceil(count / perPage)) }
}

/** Counts the tiles of the smallest size that fit a page; at least one. */
function capacity({ width, height, gap, minTileWidth }: Area): number {
  const columns = Math.floor((width + gap) / (minTileWidth + gap))
  const rows = Math.floor((height + gap) / (minTileWidth / RATIO + gap))
  return Math.max(1, columns * rows)
}

function largestGrid(count: number, { width, height, gap }: Area): Omit<WallPlan, 'perPage' | 'pages'> {
  let best = { columns: 1, rows: count, tileWidth: 0, tileHeight: 0 }
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const across = (width - gap * (columns - 1)) / columns
    const down = (height - gap * (rows - 1)) / rows
    const tileWidth = Math.max(0, Math.floor(Math.min(across, down * RATIO)))
    if (tileWidth > best.tileWidth) best = { columns, rows, tileWidth, tileHeight: Math.floor(tileWidth / RATIO) }
  }
  return best
}
