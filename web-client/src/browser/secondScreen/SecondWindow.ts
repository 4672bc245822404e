import { createStore } from 'zustand/vanilla'
import { dressAs } from './dressAs.ts'
import { type ScreenPlace, watchScreens } from './screens.ts'

const NAME = 'diem-cau-second'
/** The size where the browser does not say what screens there are, in CSS pixels. */
const PLAIN = { width: 1280, height: 720 }

/** Chromium lets no page fill a screen by itself for five seconds after one was left, as when a cable was pulled. In milliseconds. */
const FILL_AGAIN_MS = 6_000
const FILL_TRIES = 3

interface SecondState {
  /** The window, empty and dressed like the page; null: there is none. */
  readonly view: Window | null
  /** How many screens there are beside the page's own; null: the browser does not say. */
  readonly others: number | null
  /** Somebody closed the window by hand. It is forgotten when a screen comes or goes. */
  readonly wasClosed: boolean
}

/**
 * A second window of this page on another screen. It has no page of its own: what is in it is this page's, tracks of
 * pictures too, so each is decoded once. It goes when the page goes, when its screen does, or when somebody closes it.
 */
export class SecondWindow {
  readonly store = createStore<SecondState>(() => ({ view: null, others: null, wasClosed: false }))
  #screens: readonly ScreenPlace[] = []
  #isWatching = false
  #undress = () => {}

  constructor() {
    window.addEventListener('pagehide', () => this.close())
  }

  /** Asks what screens there are, which a browser may ask a person about, and goes on watching them. */
  async watch(): Promise<void> {
    if (this.#isWatching) return
    this.#isWatching = true
    const stop = await watchScreens((screens) => this.#onScreens(screens))
    this.#isWatching = stop !== null
  }

  /** Opens the window, on another screen and as large as that where the browser lets us. @returns false when the browser refuses a window */
  async open(title: string): Promise<boolean> {
    const { view } = this.store.getState()
    if (view) return true
    const screen = this.#screens[0]
    const opened = window.open('', NAME, featuresOf(screen))
    if (!opened) return false
    const { document } = opened
    document.head.replaceChildren()
    document.body.replaceChildren()
    document.title = title
    const { ready, stop } = dressAs(window.document, document)
    this.#undress = stop
    opened.addEventListener('pagehide', () => this.#onGone(opened))
    opened.addEventListener('keydown', (event) => passOn(event, opened))
    if (screen) void fill(opened, screen)
    await ready
    if (opened.closed) return true
    this.store.setState({ view: opened, wasClosed: false })
    // The keys of the room are this page's.
    window.focus()
    return true
  }

  /** Closes the window; what was in it is on the page again. @param byHand somebody wants it closed, until a screen comes or goes */
  close(byHand = false): void {
    const { view } = this.store.getState()
    if (byHand) this.store.setState({ wasClosed: true })
    this.#forget()
    view?.close()
  }

  #onScreens(screens: readonly ScreenPlace[]): void {
    const before = this.#screens
    this.#screens = screens
    const isNew = before.length !== screens.length
    this.store.setState({ others: screens.length, ...(isNew && { wasClosed: false }) })
    // A window whose screen is gone would lie over the page.
    if (isNew && screens.length < before.length) this.close()
  }

  #onGone(opened: Window): void {
    if (this.store.getState().view !== opened) return
    this.#forget()
    this.store.setState({ wasClosed: true })
  }

  #forget(): void {
    this.#undress()
    this.#undress = () => {}
    if (this.store.getState().view !== null) this.store.setState({ view: null })
  }
}

/** Fills the screen, which only a policy of the PC or the press that opened the window allows; else it is a window with a frame. */
async function fill(opened: Window, screen: ScreenPlace, tries = FILL_TRIES): Promise<void> {
  const { documentElement } = opened.document
  // TypeScript does not know the option.
  const options = { screen } as FullscreenOptions
  const isFull = await documentElement.requestFullscreen(options).then(
    () => true,
    () => false,
  )
  if (!isFull && tries > 1)
    setTimeout(() => {
      if (!opened.closed && opened.document.fullscreenElement === null) void fill(opened, screen, tries - 1)
    }, FILL_AGAIN_MS)
}

function featuresOf(screen: ScreenPlace | undefined): string {
  if (!screen) return `popup,width=${PLAIN.width},height=${PLAIN.height}`
  const { availLeft, availTop, availWidth, availHeight } = screen
  return `popup,left=${availLeft},top=${availTop},width=${availWidth},height=${availHeight}`
}

/** Gives a key that was pressed in the second window, and meant nothing in it, to the page: a remote control knows no windows. */
function passOn(event: KeyboardEvent, from: Window): void {
  if (from.document.activeElement !== from.document.body) return
  window.focus()
  const target = document.activeElement ?? document.body
  const isHeeded = !target.dispatchEvent(new KeyboardEvent(event.type, event))
  if (isHeeded) event.preventDefault()
  else if (event.key === 'Enter' && target instanceof HTMLElement) target.click()
}
