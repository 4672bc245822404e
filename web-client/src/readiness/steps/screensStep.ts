import { type TestStep, unread } from './TestStep.ts'

/** How many screens the computer has; a browser that does not say knows nothing of a second one. */
export const screensStep: TestStep = {
  ids: ['screens'],
  limitMs: 2_000,
  async run(_kind, tell) {
    const isExtended: unknown = Reflect.get(window.screen, 'isExtended')
    tell({
      ...unread('screens'),
      values: { screenCount: typeof isExtended === 'boolean' ? (isExtended ? 2 : 1) : null },
    })
  },
}
