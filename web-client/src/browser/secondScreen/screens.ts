/** A screen as the browser describes it, in CSS pixels; its label is empty where the system has none. */
export interface ScreenPlace {
  readonly availLeft: number
  readonly availTop: number
  readonly availWidth: number
  readonly availHeight: number
}

/** The Window Management API, which TypeScript does not know yet (https://w3c.github.io/window-management/). */
interface ScreenDetails extends EventTarget {
  readonly screens: readonly ScreenPlace[]
  readonly currentScreen: ScreenPlace
}

function ask(): Promise<ScreenDetails> | null {
  const found: unknown = Reflect.get(window, 'getScreenDetails')
  return typeof found === 'function' ? (found.call(window) as Promise<ScreenDetails>) : null
}

/** True when the browser tells of its screens without asking anybody, as policies of a room's PC have it. */
export async function mayKnowScreens(): Promise<boolean> {
  // TypeScript does not know its name either.
  const name = 'window-management' as PermissionName
  return (await navigator.permissions.query({ name }).catch(() => null))?.state === 'granted'
}

/**
 * Watches the screens that the page is not on: tells them now, and when a cable comes or goes.
 * @returns what stops it; null where the browser does not say, or may not
 */
export async function watchScreens(onChange: (others: readonly ScreenPlace[]) => void): Promise<(() => void) | null> {
  const details = await ask()?.catch(() => null)
  if (!details) return null
  const tell = () => onChange(details.screens.filter((screen) => screen !== details.currentScreen))
  tell()
  details.addEventListener('screenschange', tell)
  details.addEventListener('currentscreenchange', tell)
  return () => {
    details.removeEventListener('screenschange', tell)
    details.removeEventListener('currentscreenchange', tell)
  }
}
