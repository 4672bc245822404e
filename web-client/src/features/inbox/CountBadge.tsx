import classes from './Inbox.module.css'

/** A number above this is only shown to be large. */
const MANY = 99

/** A number on an icon; nothing for none. The label of the element below it has its words. */
export function CountBadge({ count }: { readonly count: number }) {
  if (count === 0) return null
  return (
    <span className={classes['count']} aria-hidden data-testid="count">
      {count > MANY ? `${MANY}+` : count}
    </span>
  )
}
