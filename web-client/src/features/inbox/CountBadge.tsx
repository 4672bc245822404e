import classes from './Inbox.module.css'

/** More is not counted, only that it is much. */
const MANY = 99

/** A number on an icon; nothing for none. Its words are the label of what it stands on. */
export function CountBadge({ count }: { readonly count: number }) {
  if (count === 0) return null
  return (
    <span className={classes['count']} aria-hidden data-testid="count">
      {count > MANY ? `${MANY}+` : count}
    </span>
  )
}
