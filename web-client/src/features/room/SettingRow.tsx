import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  readonly name: ReactNode
  readonly value: string
  readonly onClick: () => void
  readonly testId: string
  readonly isFirst?: boolean
  readonly disabled?: boolean
}

/** A setting of the room as one key: its name, and what it is now. */
export function SettingRow({ name, value, onClick, testId, isFirst = false, disabled = false }: Props) {
  return (
    <Button
      variant="default"
      size="xl"
      fullWidth
      justify="space-between"
      rightSection={<strong>{value}</strong>}
      onClick={onClick}
      disabled={disabled}
      data-autofocus={isFirst || undefined}
      data-testid={testId}
    >
      {name}
    </Button>
  )
}
