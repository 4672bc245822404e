import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Skeletons.module.css'

interface Props {
  /** The height of each part that will be there, in rem or in CSS's words: nothing jumps when it comes. */
  readonly heights: ReadonlyArray<number | string>
  /** Cards stand beside each other where there is room. */
  readonly across?: boolean
  /** The text that is read aloud, when more can be said than that it is on its way. */
  readonly label?: string
}

/** Parts that are lower are lines or rows, others are cards with something in them; in rem. */
const CARD = 5

/** Shows that something is on its way, in the shape that it will have. */
export function Skeletons({ heights, across = false, label }: Props) {
  const { t } = useTranslation()
  return (
    <div className={classes['root']} data-across={across} role="status" data-testid="loading">
      <VisuallyHidden>{label ?? t('common.loading')}</VisuallyHidden>
      {heights.map((height, index) =>
        typeof height === 'number' && height < CARD ? (
          <Skeleton key={index} height={`${height}rem`} className={classes['low'] ?? ''} aria-hidden />
        ) : (
          <div
            key={index}
            style={{ height: typeof height === 'number' ? `${height}rem` : height }}
            className={classes['card']}
            aria-hidden
          >
            <Skeleton height="1.1rem" width="40%" />
            <Skeleton height="0.8rem" width="75%" />
            <Skeleton height="0.8rem" width="60%" />
          </div>
        ),
      )}
    </div>
  )
}
