import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './admin.module.css'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A field for words to look for; names are found without their accents. */
export function SearchField({ label, value, onChange }: Props) {
  const { t } = useTranslation('admin')
  return (
    <TextInput
      className={classes['search'] ?? ''}
      type="search"
      label={label}
      placeholder={t('searchHint')}
      leftSection={<IconSearch size="1.1em" aria-hidden />}
      value={value}
      maxLength={100}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-testid="search"
    />
  )
}
