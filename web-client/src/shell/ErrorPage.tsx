import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Message } from '../ui/Message.tsx'

/** The last resort when a view throws. */
export function ErrorPage() {
  const { t } = useTranslation()
  return (
    <Message
      icon={<IconAlertTriangle size="1em" />}
      title={t('errors.pageTitle')}
      text={t('errors.pageText')}
      testId="error-page"
    >
      <Button size="lg" onClick={() => location.reload()}>
        {t('common.reload')}
      </Button>
    </Message>
  )
}
