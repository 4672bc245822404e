import type { PaperVersion } from '@diem-cau/signaling-contract/office'

/** True when it can be read in the page: a PDF, a picture, or an Office paper that was converted. */
export const isReadable = ({ rendition }: Pick<PaperVersion, 'rendition'>): boolean =>
  rendition === null || rendition === 'ready'
