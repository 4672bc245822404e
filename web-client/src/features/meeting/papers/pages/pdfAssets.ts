import { version } from 'pdfjs-dist/legacy/build/pdf.mjs'

const folder = `/assets/pdfjs-${version}`

/** What pdf.js fetches when a paper needs it: from this site (scripts/pdfFiles.ts puts it there), never from elsewhere. */
export const pdfAssets = {
  cMapUrl: `${folder}/cmaps/`,
  standardFontDataUrl: `${folder}/standard_fonts/`,
  wasmUrl: `${folder}/wasm/`,
  iccUrl: `${folder}/iccs/`,
} as const
