import type { InboxItem } from '@diem-cau/signaling-contract/office'
import type { ItemText } from './useItemText.ts'

/**
 * Shows a notice of the system, where it was allowed, and only while the page itself is not seen. Several tabs show it
 * once.
 */
export function showOnScreen({ kind, title, lines }: ItemText, { itemId }: InboxItem, onOpen: () => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || !document.hidden) return
  try {
    const shown = new Notification(`${kind}: ${title}`, { body: lines.join('\n'), tag: itemId })
    shown.addEventListener('click', () => {
      window.focus()
      onOpen()
      shown.close()
    })
  } catch {
    // A page on Android may not show one by itself; the bell has it.
  }
}
