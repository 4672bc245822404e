import { Site } from './Site.ts'

/** These sites and nobody else are in the meeting: who is there already stays, with its page as large as pages usually are. */
export async function gather(...sites: readonly Site[]): Promise<void> {
  await Promise.all([...Site.all].filter((site) => !sites.includes(site)).map((site) => site.context?.close()))
  await Promise.all(
    sites.map(async (site) => {
      if (await site.isInMeeting()) await site.page.setViewportSize(Site.VIEWPORT)
      else await site.enter()
    }),
  )
}
