import { version } from 'pdfjs-dist/legacy/build/pdf.mjs'

const folder = `/assets/pdfjs-${version}`

/**
 * The files that pdf.js fetches when a paper needs them: from this site (scripts/pdfFiles.ts puts them there), never
 * from elsewhere.
 */
export const pdfAssets = {
  cMapUrl: `${folder}/cmaps/`,
  standardFontDataUrl: `${folder}/standard_fonts/`,
  wasmUrl: `${folder}/wasm/`,
  iccUrl: `${folder}/iccs/`,
} as const
