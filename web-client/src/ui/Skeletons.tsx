import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Skeletons.module.css'

interface Props {
  /** One for each part that will be there, as tall as that will be: nothing jumps when it comes. */
  readonly heights: readonly string[]
  /** What is read aloud, when more can be said than that it is on its way. */
  readonly label?: string
}

/** What is on its way, in the shape that it will have. */
export function Skeletons({ heights, label }: Props) {
  const { t } = useTranslation()
  return (
    <div className={classes['root']} role="status" data-testid="loading">
      <VisuallyHidden>{label ?? t('common.loading')}</VisuallyHidden>
      {heights.map((height, index) => (
        <Skeleton key={index} height={height} radius="lg" aria-hidden />
      ))}
    </div>
  )
}
