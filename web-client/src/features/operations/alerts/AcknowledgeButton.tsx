import { Button } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { alertsApi } from '../../../api/office/alertsApi.ts'
import { invalidate } from '../../../api/loading/queryClient.ts'
import { showToast } from '../../../ui/toasts.ts'
import { useFailureText } from '../../../ui/useFailureText.ts'

/** "I look after it": others are not told for want of an answer. */
export function AcknowledgeButton({ alertId, name }: { readonly alertId: string; readonly name: string }) {
  const { t } = useTranslation('alerts')
  const failureText = useFailureText()
  const [busy, setBusy] = useState(false)
  async function acknowledge() {
    setBusy(true)
    try {
      await alertsApi.acknowledge(alertId)
      invalidate(['alerts'])
      showToast(t('acknowledged'))
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    }
    setBusy(false)
  }
  return (
    <Button
      leftSection={<IconHandStop size="1.15em" aria-hidden />}
      loading={busy}
      onClick={() => void acknowledge()}
      aria-label={t('acknowledgeOf', { name })}
      data-testid="acknowledge"
    >
      {t('acknowledge')}
    </Button>
  )
}
