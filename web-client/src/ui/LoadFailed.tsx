import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from './useFailureText.ts'
import { failureCode } from '../api/client/RequestFailed.ts'
import { Callout } from './Callout.tsx'

interface Props {
  /** Names the thing that is not there. */
  readonly title: string
  readonly failure: unknown
  readonly onRetry: () => void
}

/** Says why something did not come, and offers another try where one may help. */
export function LoadFailed({ title, failure, onRetry }: Props) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const code = failureCode(failure)
  return (
    <Callout title={title} text={failureText(failure)} testId="load-failed">
      {code !== 'forbidden' && code !== 'notFound' && (
        <Button
          variant="default"
          leftSection={<IconRefresh size="1.1em" aria-hidden />}
          onClick={onRetry}
          data-testid="retry"
        >
          {t('common.retry')}
        </Button>
      )}
    </Callout>
  )
}
