import { Button, Modal, Text } from '@mantine/core'
import { IconClipboardCheck, IconLayoutGrid } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../../../time/formatTime.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { QuorumMeter } from './QuorumMeter.tsx'
import { RollBoard } from './RollBoard.tsx'
import '../../../../ui/styles/conduct.css'
import classes from './RollCall.module.css'

/** Shows which of the expected units are there. */
export function RollCallPanel() {
  const { t } = useTranslation('rollCall')
  const { isOffice } = useMyPart()
  const { ask, pending } = useAsk()
  const { openedAt, closedAt, expected } = useConduct(({ rollCall, units }) => ({
    ...rollCall,
    expected: units.length,
  }))
  const [large, setLarge] = useState(false)
  if (expected === 0) return <Text c="dimmed">{t('noUnits')}</Text>
  const isOpen = openedAt !== null && closedAt === null
  const state =
    openedAt === null
      ? t('notYet')
      : closedAt === null
        ? t('openSince', { time: clockTime(openedAt) })
        : t('closedAt', { time: clockTime(closedAt) })
  return (
    <div className={classes['root']}>
      <QuorumMeter />
      <Text size="sm" c="dimmed">
        {state}
      </Text>
      <div className={classes['acts']}>
        {isOffice && (
          <Button
            size="md"
            px="md"
            variant={isOpen ? 'default' : 'filled'}
            loading={pending}
            leftSection={<IconClipboardCheck size="1.2em" aria-hidden />}
            onClick={() => void ask(isOpen ? 'rollCall:close' : 'rollCall:open', {})}
            data-testid={isOpen ? 'rollcall-close' : 'rollcall-open'}
          >
            {t(isOpen ? 'close' : openedAt === null ? 'open' : 'again')}
          </Button>
        )}
        <Button
          size="md"
          px="md"
          variant="default"
          leftSection={<IconLayoutGrid size="1.2em" aria-hidden />}
          onClick={() => setLarge(true)}
          data-testid="rollcall-large"
        >
          {t('board')}
        </Button>
      </div>
      <RollBoard grid={false} mayEdit={isOffice} />
      <Modal opened={large} onClose={() => setLarge(false)} title={t('boardTitle')} fullScreen>
        <div className={classes['root']}>
          <QuorumMeter />
          <RollBoard grid mayEdit={isOffice} />
        </div>
      </Modal>
    </div>
  )
}
