import { setMaxListeners } from 'node:events'
import { browserGlobals } from '../../web-client/src/live/testing/fakeBrowser.ts'
import { currentScope } from './VirtualClock.ts'

/** Errors that a page would have shown in its console. */
export const reported: unknown[] = []

/** Gives node what a page has. Storage is the tab's whose code runs. */
export function installBrowser(): void {
  const globals = { ...browserGlobals(), reportError: (error: unknown) => void reported.push(error) }
  // All tabs share them.
  setMaxListeners(0, globals.document, globals.navigator.mediaDevices, globals.window)
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  for (const name of ['sessionStorage', 'localStorage'])
    Object.defineProperty(globalThis, name, { get: storageOfTab, configurable: true })
}

function storageOfTab(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = currentScope()?.storage
  if (!kept) throw new Error('no tab runs now')
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}
