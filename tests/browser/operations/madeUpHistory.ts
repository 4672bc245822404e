import type { Page } from '@playwright/test'
import { HistoryQuery } from '@diem-cau/signaling-contract/operations'
import { eventsOf, historyOf, pastOf } from './madeUp.ts'

/** Answers for the past of made-up rooms in the server's place. */
export async function madeUpHistory(page: Page): Promise<void> {
  await page.route('**/api/operations/history?*', (route) => {
    const { resource, from, to, points } = HistoryQuery.parse(
      Object.fromEntries(new URL(route.request().url()).searchParams),
    )
    return route.fulfill({ json: historyOf(resource, from / 1_000, to / 1_000, points) })
  })
  await page.route('**/api/operations/events?*', (route) =>
    route.fulfill({ json: { events: eventsOf(null), more: false } }),
  )
  await page.route('**/api/operations/resources?*', (route) => route.fulfill({ json: { resources: pastOf(12) } }))
}
