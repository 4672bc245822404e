import { Button } from '@mantine/core'
import { IconLinkOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Empty } from '../../../ui/Empty.tsx'

/** Says that a link never led anywhere, or does no longer. */
export function GoneLink() {
  const { t } = useTranslation('answer')
  return (
    <Empty icon={<IconLinkOff size="1em" stroke={1.4} />} title={t('expiredTitle')} text={t('expiredText')}>
      <Button component={Link} to="/" variant="default">
        {t('signIn')}
      </Button>
    </Empty>
  )
}
