import { knownUnitKinds } from '@diem-cau/signaling-contract/office'
import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useKindText } from '../../units/useRuleText.ts'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (kind: string) => void
}

/** Offers the kinds of units that there are words for, and the one that the unit has. */
export function KindSelect({ label, value, onChange }: Props) {
  const { t } = useTranslation('admin')
  const kindText = useKindText()
  const kinds = [...new Set([...knownUnitKinds, ...(value ? [value] : [])])]
  return (
    <Select
      label={label}
      required
      value={value}
      onChange={(kind) => kind !== null && onChange(kind)}
      data={kinds.map((kind) => ({ value: kind, label: kindText(kind) }))}
      allowDeselect={false}
      searchable
      nothingFoundMessage={t('nothingFound.title', { ns: 'translation' })}
      data-testid="unit-kind"
    />
  )
}
