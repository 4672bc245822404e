import { Button } from '@mantine/core'
import { IconVolumeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './FloorPanel.module.css'
import { useSilenceAll } from './useSilenceAll.ts'

/**
 * Silences with one press and no question, as it is needed when there is noise. Its effect is explained below, also for
 * a finger or a TV, where there is room.
 */
export function SilenceAll() {
  const { t } = useTranslation('floor')
  const silenceAll = useSilenceAll()
  return (
    <>
      <Button
        size="md"
        color="red"
        leftSection={<IconVolumeOff size="1.2em" aria-hidden />}
        aria-describedby="silence-hint"
        aria-keyshortcuts="Shift+M"
        title={`${t('silenceHint')} (Shift+M)`}
        onClick={() => void silenceAll()}
        data-testid="floor-silence-all"
      >
        {t('silenceAll')}
      </Button>
      <small id="silence-hint" className={classes['silence']}>
        {t('silenceHint')}
      </small>
    </>
  )
}
