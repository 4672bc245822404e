import type { Page } from '@playwright/test'

/** Where the page's own camera looks: pictures of others have no such settings. @returns null while it shows none */
export const ownCamera = (page: Page, setting: 'pan' | 'tilt' | 'zoom'): Promise<number | null> =>
  page.evaluate((name) => {
    for (const { srcObject } of document.querySelectorAll('video')) {
      const [track] = srcObject instanceof MediaStream ? srcObject.getVideoTracks() : []
      const value: unknown = track && Reflect.get(track.getSettings(), name)
      if (typeof value === 'number') return value
    }
    return null
  }, setting)
