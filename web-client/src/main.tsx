import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { isUpdated } from './browser/isUpdated.ts'
import { tabStorage } from './browser/storage.ts'
import './ui/styles/global.css'
import { App } from './shell/App.tsx'
import { setUpLanguage } from './locales/setup.ts'
import { restore } from './api/client/account.ts'
import { roomComputer } from './features/ownRoom/roomComputer.ts'

const RELOADED = 'diem-cau.reloaded'

// The server was updated under an open page: the parts of the old one are gone, the new page has its own.
// The page stays where a part was lost on the line: a reload would take a room out of its meeting, or end in the browser's own error.
window.addEventListener('vite:preloadError', () => {
  const last = Number(tabStorage.get(RELOADED) ?? 0)
  // A mark that is not kept over the reload could not stop the next one.
  if (Date.now() - last < 60_000 || tabStorage.isRefused()) return
  void isUpdated().then((updated) => {
    if (!updated) return
    tabStorage.set(RELOADED, String(Date.now()))
    location.reload()
  })
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

await setUpLanguage()
// Views wait for it by `accountStore`; the page does not.
void restore(roomComputer.isOne())
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
