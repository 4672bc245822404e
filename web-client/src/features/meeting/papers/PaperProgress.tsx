import '../../../ui/styles/conduct.css'
import { Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { paperPace } from './pages/PaperPace.ts'
import classes from './PaperFrame.module.css'

/** How far a page is on its way: shown when it takes a moment, with the reason where it is the line. */
export function PaperProgress({ percent }: { readonly percent: number }) {
  const { t } = useTranslation('papers')
  return (
    <div className={classes['coming']} data-testid="paper-coming">
      <Progress size="sm" value={percent} aria-label={t('viewer.coming', { percent })} />
      <span>{t(paperPace.kbit !== null ? 'viewer.narrow' : 'viewer.coming', { percent })}</span>
    </div>
  )
}
