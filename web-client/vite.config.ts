import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { pdfFiles } from './scripts/pdfFiles.ts'
import { precompress } from './scripts/precompress.ts'
import { shellFiles } from './scripts/shellFiles.ts'

/** `npm run dev` says where; vite alone works beside `npm start`. */
const server = process.env.DIEM_CAU_DEV_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react(), pdfFiles(), shellFiles(), precompress()],
  // Texts are taken as a whole.
  json: { namedExports: false },
  build: {
    target: ['chrome111', 'edge111', 'firefox121', 'safari16.4'],
    // The strict content security policy allows neither inline scripts nor data: fonts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: true,
    // Media code comes with the lobby, long after the first paint.
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
    },
  },
})
