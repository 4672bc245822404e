import type { Page } from '@playwright/test'
import { z } from 'zod'

const Target = z.object({ targetInfo: z.object({ browserContextId: z.string() }) })

/** A permission as the DevTools protocol names it (Browser.PermissionDescriptor). */
export interface Permission {
  readonly name: string
  readonly allowWithoutGesture?: boolean
  readonly panTiltZoom?: boolean
}

/** Allows the pages of a context what the policies of a room's PC, or somebody there, would. */
export async function allow(page: Page, permissions: readonly Permission[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { browserContextId } = Target.parse(await session.send('Target.getTargetInfo')).targetInfo
  const browser = await page.context().browser()?.newBrowserCDPSession()
  for (const permission of permissions)
    await browser?.send('Browser.setPermission', { permission, setting: 'granted', browserContextId })
}
