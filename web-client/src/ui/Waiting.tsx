import { Loader, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Waiting.module.css'

/** Shows that the page is on its way, once it takes long enough to notice. */
export function Waiting() {
  const { t } = useTranslation()
  return (
    <div className={classes['root']} role="status" data-testid="loading">
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      <Loader aria-hidden />
    </div>
  )
}
