import type { Scope } from '@diem-cau/signaling-contract/office'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ScopeChoice } from '../../plan/ScopeChoice.tsx'

interface Props {
  /** True when the invited are told of it only now. */
  readonly isSent: boolean
  readonly scope: Scope
  readonly onScope: (scope: Scope) => void
  /** The number of meetings of the series, when all of them can be meant. */
  readonly all: number | undefined
  readonly onApply: () => void
  readonly onClose: () => void
  /** A warning before the choice. */
  readonly children: ReactNode
}

/** Asks which meetings of a series a change is for. */
export function ScopeDialog({ isSent, scope, onScope, all, onApply, onClose, children }: Props) {
  const { t } = useTranslation('schedule')
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t(isSent ? 'scope.titleSend' : 'scope.title')}
      cancel={t('common.cancel', { ns: 'translation' })}
      main={
        <Button onClick={onApply} data-testid="scope-apply">
          {t(isSent ? 'scope.send' : 'scope.apply')}
        </Button>
      }
    >
      <ScopeChoice label={t(isSent ? 'scope.textSend' : 'scope.text')} value={scope} onChange={onScope} all={all} />
      {children}
    </Dialog>
  )
}
