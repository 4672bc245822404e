import { Button } from '@mantine/core'
import { IconMapSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Message } from '../ui/Message.tsx'

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <Message icon={<IconMapSearch size="1em" />} title={t('errors.notFoundTitle')} text={t('errors.notFoundText')} testId="not-found">
      <Button component={Link} to="/" size="lg">
        {t('common.backToList')}
      </Button>
    </Message>
  )
}
