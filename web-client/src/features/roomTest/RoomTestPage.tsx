import '../../ui/styles/office.css'
import { Title } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { PublicPage } from '../invitations/byLink/PublicPage.tsx'
import { RoomTestPanel } from './RoomTestPanel.tsx'

/** The page on which anybody tests the computer in front of them, with an account or without. */
export function RoomTestPage() {
  const { t } = useTranslation('roomTest')
  useEffect(() => {
    document.title = `${t('title')} · ${t('product', { ns: 'translation' })}`
  }, [t])
  return (
    <PublicPage>
      <Title order={1} size="h2">
        {t('title')}
      </Title>
      <RoomTestPanel />
    </PublicPage>
  )
}
