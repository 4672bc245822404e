import { IconMapSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Message } from '../ui/Message.tsx'
import { HomeButton } from '../ui/HomeButton.tsx'

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <Message
      icon={<IconMapSearch size="1em" />}
      title={t('errors.notFoundTitle')}
      text={t('errors.notFoundText')}
      testId="not-found"
    >
      <HomeButton size="lg" />
    </Message>
  )
}
