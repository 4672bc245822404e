import { Scope } from '@diem-cau/signaling-contract/office'
import { Radio, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly label: string
  readonly value: Scope
  readonly onChange: (scope: Scope) => void
  /** The number of meetings that "all" means, where it is known. */
  readonly all?: number | undefined
}

/** Chooses the reach in a series: this meeting, this and those that follow, all. */
export function ScopeChoice({ label, value, onChange, all }: Props) {
  const { t } = useTranslation('schedule')
  return (
    <Radio.Group label={label} value={value} onChange={(chosen) => onChange(Scope.parse(chosen))}>
      <Stack gap="xs" mt="xs">
        {Scope.options.map((scope) => (
          <Radio
            key={scope}
            value={scope}
            label={scope === 'all' && all !== undefined ? t('scope.allOf', { count: all }) : t(`scope.${scope}`)}
            data-testid={`scope-${scope}`}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}
