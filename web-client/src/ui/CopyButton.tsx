import { Button, type ButtonProps } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly text: string
  readonly size?: NonNullable<ButtonProps['size']>
  readonly testId?: string
}

/** Puts a text on the clipboard, and says that it did. */
export function CopyButton({ text, size = 'sm', testId }: Props) {
  const { t } = useTranslation('ui')
  const [copied, setCopied] = useState(false)
  return (
    <Button
      variant="default"
      size={size}
      leftSection={copied ? <IconCheck size="1.2em" aria-hidden /> : <IconCopy size="1.2em" aria-hidden />}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true), () => undefined)}
      data-testid={testId}
    >
      <span aria-live="polite">{t(copied ? 'copied' : 'copy')}</span>
    </Button>
  )
}
