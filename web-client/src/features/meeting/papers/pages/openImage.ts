import { failureCode } from '../../../../api/client/RequestFailed.ts'
import { PaperFailed } from './PaperFailed.ts'
import type { PaperPages } from './PaperPages.ts'
import { type PaperEvents, Pieces } from './Pieces.ts'

/** A picture takes four bytes a pixel once it is decoded: more than this takes a room's PC down. */
const MAX_PIXELS = 100_000_000

/** Opens a picture of so many bytes as a paper of one page. @throws PaperFailed */
export async function openImage(
  path: string,
  length: number,
  events: PaperEvents,
  signal: AbortSignal,
): Promise<PaperPages> {
  const { bytes } = await new Pieces(path, events, signal).bring(0, length).catch((error: unknown) => {
    const code = failureCode(error)
    throw new PaperFailed(code === 'notFound' || code === 'forbidden' ? 'gone' : 'failed', error)
  })
  const image = await createImageBitmap(new Blob([bytes])).catch((error: unknown) => {
    throw new PaperFailed('damaged', error)
  })
  const { width, height } = image
  if (width * height > MAX_PIXELS) {
    image.close()
    throw new PaperFailed('tooLarge')
  }
  return {
    count: 1,
    size: () => Promise.resolve({ width, height }),
    draw: (_page, canvas) => {
      const context = canvas.getContext('2d')
      if (context) context.imageSmoothingQuality = 'high'
      context?.drawImage(image, 0, 0, canvas.width, canvas.height)
      return Promise.resolve()
    },
    text: () => Promise.resolve(''),
    close: () => image.close(),
  }
}
