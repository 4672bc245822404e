import { setMaxListeners } from 'node:events'
import { browserGlobals } from '../../../web-client/src/live/testing/fakeBrowser.ts'

/** A browser that keeps nothing: all rooms would share it. */
const keepsNothing = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined }

/** Gives this process what a page has and the web client looks for. */
export function installPage(): void {
  const globals = {
    ...browserGlobals(),
    reportError: (error: unknown) => console.error(error),
    localStorage: keepsNothing,
    sessionStorage: keepsNothing,
  }
  // All rooms share them.
  setMaxListeners(0, globals.document, globals.navigator.mediaDevices, globals.window)
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}
