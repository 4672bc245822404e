import type { Scope } from '@diem-cau/signaling-contract/office'
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ScopeChoice } from '../../plan/ScopeChoice.tsx'

interface Props {
  readonly title: string
  readonly text?: string
  /** The series; null: a single meeting, so there is nothing to choose. */
  readonly question: string | null
  readonly confirm: string
  readonly isRemoval?: boolean
  readonly onClose: () => void
  readonly onConfirm: (scope: Scope) => void
}

/** Asks, before a paper of a series is added, renewed or removed, for which meetings. */
export function PaperScopeDialog({ title, text, question, confirm, isRemoval = false, onClose, onConfirm }: Props) {
  const { t } = useTranslation('schedule')
  const [scope, setScope] = useState<Scope>(question === null || isRemoval ? 'this' : 'all')
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      cancel={t('common.cancel', { ns: 'translation' })}
      main={
        <Button
          {...(isRemoval ? { color: 'red' } : {})}
          onClick={() => onConfirm(scope)}
          data-testid={isRemoval ? 'paper-remove-confirm' : 'paper-scope-confirm'}
          data-autofocus
        >
          {confirm}
        </Button>
      }
    >
      {text && <Text>{text}</Text>}
      {question !== null && <ScopeChoice label={question} value={scope} onChange={setScope} />}
    </Dialog>
  )
}
