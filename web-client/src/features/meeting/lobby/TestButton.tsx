import { Button, Loader, Modal } from '@mantine/core'
import { IconDeviceDesktopCheck } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withTexts } from '../../../locales/withTexts.ts'

// Most people never test here.
const RoomTestPanel = lazy(async () => ({
  default: (await withTexts(['lacks', 'roomTest'], import('../../roomTest/RoomTestPanel.tsx'))).RoomTestPanel,
}))

/** Tests devices and line from the lobby, in a dialog. */
export function TestButton() {
  const { t } = useTranslation('meeting')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconDeviceDesktopCheck size="1.2em" aria-hidden />}
        onClick={() => setOpen(true)}
        data-testid="lobby-test"
      >
        {t('lobby.testAll')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('lobby.testAll')}
        size="lg"
        centered
        closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }), size: 'lg' }}
      >
        <Suspense fallback={<Loader />}>
          <RoomTestPanel />
        </Suspense>
      </Modal>
    </>
  )
}
