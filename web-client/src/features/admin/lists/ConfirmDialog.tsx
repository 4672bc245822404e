import { Text } from '@mantine/core'
import { FormDialog } from './FormDialog.tsx'

interface Props {
  readonly title: string
  readonly text: string
  readonly onClose: () => void
  readonly onConfirm: () => Promise<void>
}

/** Says what will happen, before it happens. */
export function ConfirmDialog({ title, text, onClose, onConfirm }: Props) {
  return (
    <FormDialog title={title} submit={title} danger onClose={onClose} onSubmit={onConfirm} testId="confirm">
      <Text>{text}</Text>
    </FormDialog>
  )
}
