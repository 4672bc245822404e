import type { UnitCode } from '@diem-cau/signaling-contract'
import { useTranslation } from 'react-i18next'
import { UnitSelect } from '../../units/UnitSelect.tsx'

interface Props {
  readonly label?: string
  readonly value: UnitCode | null
  readonly onChange: (code: UnitCode | null) => void
  readonly required?: boolean
  readonly error?: string | undefined
  readonly testId?: string
}

/** Chooses a unit to filter by, or for a form. */
export function UnitFilter({ label, value, onChange, required = false, error, testId }: Props) {
  const { t } = useTranslation('admin')
  return (
    <UnitSelect
      label={label ?? t('unit')}
      value={value}
      onChange={onChange}
      placeholder={required ? t('findUnit') : t('anyUnit')}
      nothing={t('noUnit')}
      required={required}
      error={error}
      {...(required ? {} : { clearLabel: t('clear') })}
      {...(testId ? { testId } : {})}
    />
  )
}
