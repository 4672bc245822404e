import type { Locator } from '@playwright/test'

/** Takes a row by its grip with the keyboard, ready for the arrows: dnd-kit listens for them only a turn after it has picked the row up. */
export async function pickUp(grip: Locator): Promise<void> {
  await grip.focus()
  await grip.press('Space')
  await grip.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
}
