import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** True once it was to be saved: an empty name is told then. */
  readonly tried: boolean
  readonly testId: string
}

/** What a key or a webhook is called; the first field of its dialog. */
export function NameField({ label, value, onChange, tried, testId }: Props) {
  const { t } = useTranslation('admin')
  return (
    <TextInput
      label={label}
      required
      value={value}
      maxLength={120}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      error={tried && value.trim() === '' ? t('missing') : undefined}
      data-autofocus
      data-testid={testId}
    />
  )
}
