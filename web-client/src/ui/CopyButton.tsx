import { Button, CopyButton as Copy, type ButtonProps } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** The button says this long that it has copied, in milliseconds. */
const SAID_MS = 10_000

interface Props {
  readonly text: string
  readonly size?: NonNullable<ButtonProps['size']>
  readonly testId?: string
}

/** Puts a text on the clipboard, and says that it did. */
export function CopyButton({ text, size = 'sm', testId }: Props) {
  const { t } = useTranslation('ui')
  return (
    <Copy value={text} timeout={SAID_MS}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          size={size}
          leftSection={copied ? <IconCheck size="1.2em" aria-hidden /> : <IconCopy size="1.2em" aria-hidden />}
          onClick={copy}
          data-testid={testId}
        >
          <span aria-live="polite">{t(copied ? 'copied' : 'copy')}</span>
        </Button>
      )}
    </Copy>
  )
}
