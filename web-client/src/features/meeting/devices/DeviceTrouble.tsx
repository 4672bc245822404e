import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LocalDeviceState } from '../../../live/media/deviceState.ts'
import { useDeviceText } from './useDeviceText.ts'
import classes from './DeviceTrouble.module.css'

interface Props {
  readonly kind: 'mic' | 'camera'
  readonly state: LocalDeviceState
  /** True when the page already says elsewhere how to allow it. */
  readonly brief?: boolean
  readonly onRetry: () => void
}

/** Says what is wrong with a device and what to do, or nothing. */
export function DeviceTrouble({ kind, state, brief = false, onRetry }: Props) {
  const { t } = useTranslation(['meeting', 'translation'])
  const text = useDeviceText()(kind, state)
  if (!text) return null
  const denied = state.kind === 'problem' && state.problem === 'denied'
  return (
    <div className={classes['root']} role="alert" data-testid={`${kind}-trouble`}>
      <IconAlertTriangle size="1.3em" aria-hidden />
      <div>
        <p>{text}</p>
        {denied && !brief && (
          <p>
            <strong>{t('deviceProblem.howToAllow')}:</strong> {t(allowText(navigator.userAgent))}
          </p>
        )}
      </div>
      {state.kind === 'problem' && (
        <Button size="sm" variant="default" onClick={onRetry}>
          {t('translation:common.retry')}
        </Button>
      )}
    </div>
  )
}

function allowText(ua: string) {
  if (/Edg\//.test(ua)) return 'deviceProblem.allowEdge'
  if (/Firefox\//.test(ua)) return 'deviceProblem.allowFirefox'
  if (/Chrom(e|ium)\//.test(ua)) return 'deviceProblem.allowChrome'
  return 'deviceProblem.allowSafari'
}
