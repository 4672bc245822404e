import type { InboxItem } from '@diem-cau/signaling-contract/office'

/** The page that an item is about. */
export function itemPath(item: InboxItem): string {
  switch (item.kind) {
    case 'alert':
      return `/operations/alerts/${encodeURIComponent(item.alertId)}`
    case 'webhookOff':
      return '/admin/webhooks'
    default:
      return `/planning/${item.meetingId}`
  }
}
