import type { Locator, Page } from '@playwright/test'

const COLOURED = { red: 'ColorF0Red', green: 'ColorF1Green', yellow: 'ColorF2Yellow', blue: 'ColorF3Blue' } as const
type Coloured = keyof typeof COLOURED

const isColoured = (key: string): key is Coloured => key in COLOURED

/** The remote control of a room, which counts how often it is pressed. */
export class RemoteControl {
  readonly #page: Page
  presses = 0

  constructor(page: Page) {
    this.#page = page
  }

  /** Presses one key after the other: coloured ones by their colour, others as a keyboard names them. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.presses++
      // Playwright's keyboard has no coloured keys.
      if (isColoured(key)) await this.#page.evaluate(sendKey, COLOURED[key])
      else await this.#page.keyboard.press(key)
    }
  }

  /** Presses an arrow until this has the focus, `most` times at most. @returns whether it has */
  async reach(target: Locator, arrow: string, most: number): Promise<boolean> {
    const isThere = () => target.evaluate((element) => element === document.activeElement)
    for (let n = 0; n < most && !(await isThere()); n++) await this.press(arrow)
    return isThere()
  }
}

function sendKey(key: string): void {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
  ;(document.activeElement ?? document.body).dispatchEvent(event)
}
