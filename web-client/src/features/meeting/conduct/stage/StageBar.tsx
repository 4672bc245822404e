import { type Watched, watched } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import { IconArrowBackUp, IconEye } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { everyoneWatches, hereWatched, isAbout } from './stageWords.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { useLayout, useLayoutStore } from '../../layout/LayoutContext.ts'
import classes from './StageBar.module.css'
import { StageMenu } from './StageMenu.tsx'
import { useStageLayout } from '../../layout/useStageLayout.ts'
import { useStageText } from './useStageText.ts'

/**
 * Names what everyone watches, leads back from a view of one's own, and for the chair has the choice, on the same
 * button.
 */
export function StageBar() {
  const { t } = useTranslation('stage')
  const store = useLayoutStore()
  const view = useLayout((state) => state.view)
  const { isActingChair, me } = useMyPart()
  const layout = useStageLayout()
  const text = useStageText()
  // Speakers are told several times a second, and seldom change what is watched.
  const all = useMeeting(({ meeting, speaker }) => JSON.stringify(watched(meeting, speaker.current)))
  const meeting = useMeeting((model) => model.meeting)
  if (me === null) return null
  // It was written a line above, with the type that it is read as.
  const everyone = everyoneWatches(meeting, JSON.parse(all) as Watched, me)
  const key = layout.own
    ? 'own'
    : view === 'wall' || isActingChair || isAbout(everyone, me)
      ? 'everyoneSees'
      : 'following'
  const what = text(key === 'everyoneSees' ? everyone : hereWatched(layout, meeting))
  return (
    <div className={classes['root']} data-testid="stage-bar" data-own={layout.own !== null} data-key={key}>
      {/* The acting chair reads it on the button that changes it. */}
      {what !== '' && (!isActingChair || layout.own) && (
        <span className={classes['what']} title={t(key, { what })} data-testid="stage-what">
          <IconEye size="1.2em" aria-hidden />
          <span className={classes['text']}>{t(key, { what })}</span>
        </span>
      )}
      {layout.own && (
        <Button
          size="compact-md"
          leftSection={<IconArrowBackUp size="1.2em" aria-hidden />}
          onClick={() => store.setState({ own: null })}
          data-testid="stage-follow"
        >
          {t('followChair')}
        </Button>
      )}
      {isActingChair && <StageMenu text={layout.own === null && what !== '' ? t('everyoneSees', { what }) : ''} />}
    </div>
  )
}
