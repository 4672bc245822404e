import type { Icon } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import classes from './ConductCard.module.css'

/** A question or message to this room, across the whole width; its icon is shown where there is room for it. */
export function ConductCard({
  icon: CardIcon,
  className,
  children,
  ...rest
}: ComponentProps<'section'> & { readonly icon?: Icon }) {
  return (
    <section className={`${classes['card']} ${className ?? ''}`} {...rest}>
      {CardIcon && <CardIcon className={classes['icon']} aria-hidden />}
      {children}
    </section>
  )
}
