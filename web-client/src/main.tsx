import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/global.css'
import { App } from './App.tsx'
import { setUpLanguage } from './i18n/setup.ts'
import { restore } from './signaling/account.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

await setUpLanguage()
// Views wait for it by `accountStore`; the page does not.
void restore()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
