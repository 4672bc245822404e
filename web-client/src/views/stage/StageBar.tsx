import { Button } from '@mantine/core'
import { IconArrowBackUp, IconEye } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMyPart } from '../conduct/useMyPart.ts'
import { useLayout, useLayoutStore } from '../meeting/LayoutContext.ts'
import classes from './StageBar.module.css'
import { StageMenu } from './StageMenu.tsx'
import { useStageLayout } from './useStageLayout.ts'
import { useStageText } from './useStageText.ts'

/** What everyone watches, by name; the way back from a view of one's own; and for the chair the choice. */
export function StageBar() {
  const { t } = useTranslation('stage')
  const store = useLayoutStore()
  const view = useLayout((state) => state.view)
  const { isActingChair, me } = useMyPart()
  const layout = useStageLayout()
  const what = useStageText(layout)
  if (me === null) return null
  const key = layout.own ? 'own' : view === 'wall' || isActingChair ? 'everyoneSees' : 'following'
  return (
    <div className={classes['root']} data-testid="stage-bar" data-own={layout.own !== null} data-key={key}>
      {what !== '' && (
        <span className={classes['what']} title={t(key, { what })} data-testid="stage-what">
          <IconEye size="1.2em" aria-hidden />
          <span className={classes['text']}>{t(key, { what })}</span>
        </span>
      )}
      {layout.own && (
        <Button size="compact-md" leftSection={<IconArrowBackUp size="1.2em" aria-hidden />} onClick={() => store.setState({ own: null })} data-testid="stage-follow">
          {t('followChair')}
        </Button>
      )}
      {isActingChair && <StageMenu />}
    </div>
  )
}
