import { IconBell } from '@tabler/icons-react'
import { useInbox, useInboxLoader } from '../../api/stores/useInbox.ts'
import { useItemText } from '../inbox/useItemText.ts'
import classes from './room.module.css'
import { useNow } from '../../time/useNow.ts'

/** A line stays on the screen of the room this long, in milliseconds: nobody marks it as read there. */
const SHOWN_MS = 24 * 60 * 60_000

/** Shows the latest news for the unit, in one line. */
export function RoomNews() {
  const itemText = useItemText()
  const now = useNow()
  useInboxLoader(() => undefined)
  const latest = useInbox()?.latest ?? null
  if (latest === null || now - latest.at > SHOWN_MS) return null
  const { kind, title, lines } = itemText(latest)
  return (
    <p className={classes['news']} role="status" data-testid="room-news">
      <IconBell size="1.3em" aria-hidden />
      <span>
        <strong>
          {kind}: {title}
        </strong>{' '}
        {lines[0]}
      </span>
    </p>
  )
}
