import type { PaperVersion } from '@diem-cau/signaling-contract/office'
import { at } from '../../../../api/client/officeRequest.ts'
import { openImage } from './openImage.ts'
import { openPdf, type PdfEvents } from './openPdf.ts'
import { PaperFailed } from './PaperFailed.ts'
import type { PaperPages } from './PaperPages.ts'
import { isReadable } from './isReadable.ts'

/** Opens a version of a paper for reading in the page. @throws PaperFailed */
export async function openPaper(
  paperId: string,
  version: PaperVersion,
  events: PdfEvents,
  signal: AbortSignal,
): Promise<PaperPages> {
  if (!isReadable(version)) throw new PaperFailed('notConverted')
  const file = at('papers', paperId, 'versions', String(version.number))
  const isImage = version.type === 'png' || version.type === 'jpeg' || version.type === 'webp'
  return isImage
    ? openImage(`${file}?inline=true`, version.bytes, events, signal)
    : openPdf(`${file}/pdf`, events, signal)
}
