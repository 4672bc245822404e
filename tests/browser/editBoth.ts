import { expect, type Locator, type Page } from '@playwright/test'

interface Edit {
  /** Two people with the same thing before them. */
  readonly slow: Page
  readonly fast: Page
  /** Opens the form that both edit. */
  readonly open: (page: Page) => Promise<unknown>
  /** Test ids of the field that both change, of the button that saves, and of where the slower one sees both versions. */
  readonly field: string
  readonly save: string
  readonly conflict: string
  readonly theirs: string
  readonly mine: string
  /** Makes further changes of the faster one. */
  readonly more?: (page: Page) => Promise<unknown>
  /** Waits until what the faster one saved is saved. */
  readonly saved: (page: Page) => Promise<unknown>
}

/** Opens the form in both; the faster one saves, then the slower one, who is shown both versions. @returns where */
export async function editBoth({
  slow,
  fast,
  open,
  field,
  save,
  conflict,
  theirs,
  mine,
  more,
  saved,
}: Edit): Promise<Locator> {
  await Promise.all([open(slow), open(fast)])
  await expect(slow.getByTestId(field), 'read before the other one saves').toBeVisible()
  await fast.getByTestId(field).fill(theirs)
  await more?.(fast)
  await fast.getByTestId(save).click()
  await saved(fast)
  await slow.getByTestId(field).fill(mine)
  await slow.getByTestId(save).click()
  const shown = slow.getByTestId(conflict)
  await expect(shown).toContainText(theirs)
  await expect(shown).toContainText(mine)
  return shown
}
