import { Button, Modal } from '@mantine/core'
import { IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ArrivalCode } from './ArrivalCode.tsx'

/** Opens the code for those who come to this room from elsewhere. */
export function ArrivalButton({ meetingId }: { readonly meetingId: string }) {
  const { t } = useTranslation(['ownRoom', 'translation'])
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        size="lg"
        variant="default"
        leftSection={<IconQrcode size="1.2em" aria-hidden />}
        onClick={() => setOpen(true)}
        data-testid="arrival-open"
      >
        {t('arrival.title')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('arrival.title')}
        size="lg"
        centered
        closeButtonProps={{ 'aria-label': t('translation:common.close'), size: 'lg' }}
      >
        <ArrivalCode meetingId={meetingId} />
      </Modal>
    </>
  )
}
