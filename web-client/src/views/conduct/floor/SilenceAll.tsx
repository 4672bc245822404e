import { Button } from '@mantine/core'
import { IconVolumeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAsk } from '../useAsk.ts'

/** One press, no question: it is needed when there is noise. */
export function SilenceAll() {
  const { t } = useTranslation('floor')
  const { ask } = useAsk()
  return (
    <Button
      size="md"
      color="red"
      leftSection={<IconVolumeOff size="1.2em" aria-hidden />}
      title={`${t('silenceHint')} (Shift+M)`}
      aria-keyshortcuts="Shift+M"
      onClick={() => void ask('floor:silenceAll', {})}
      data-testid="floor-silence-all"
    >
      {t('silenceAll')}
    </Button>
  )
}
