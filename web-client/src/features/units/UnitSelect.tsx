import type { UnitCode } from '@diem-cau/signaling-contract'
import { CloseButton, Combobox, InputBase, useCombobox } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import { useUnitIndex } from '../../api/stores/useUnitIndex.ts'
import classes from './UnitSelect.module.css'

/** Up to this many are offered: nobody reads more, and other names are typed. */
const SHOWN = 60

interface Props {
  readonly label: string
  readonly value: UnitCode | null
  readonly onChange: (code: UnitCode | null) => void
  readonly placeholder: string
  readonly nothing: string
  readonly clearLabel?: string
  readonly error?: string | undefined
  readonly required?: boolean
  readonly testId?: string
}

/** Chooses one unit, found as you type, without accents. Only matches are drawn: 10,000 units are no burden. */
export function UnitSelect({
  label,
  value,
  onChange,
  placeholder,
  nothing,
  clearLabel,
  error,
  required,
  testId,
}: Props) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const { index, failure } = useUnitIndex()
  const [query, setQuery] = useState<string | null>(null)
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setQuery(null)
    },
  })
  const found = useMemo(
    () => (index && combobox.dropdownOpened ? index.search(query ?? '').slice(0, SHOWN) : []),
    [index, query, combobox.dropdownOpened],
  )
  const name = value === null ? '' : (index?.nameOf(value) ?? value)
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(code) => {
        const place = index?.placeOf(code) ?? -1
        onChange(index?.codes[place] ?? null)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target>
        <InputBase
          label={label}
          required={required ?? false}
          error={error}
          value={query ?? name}
          placeholder={placeholder}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex('active')
          }}
          onClick={() => combobox.openDropdown()}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => combobox.closeDropdown()}
          autoComplete="off"
          data-testid={testId}
          rightSectionPointerEvents="all"
          rightSection={
            value !== null && clearLabel ? (
              <CloseButton
                size="sm"
                aria-label={clearLabel}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChange(null)}
              />
            ) : (
              <Combobox.Chevron />
            )
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={320} className={classes['options'] ?? ''}>
          {found.map((i) => {
            const code = index?.codes[i] ?? ''
            return (
              <Combobox.Option key={code} value={code} active={code === value}>
                <span className={classes['name']}>{index?.names[i]}</span>
                <span className={classes['path']}>{index?.pathOf(i).join(' › ')}</span>
              </Combobox.Option>
            )
          })}
          {found.length === 0 && (
            <Combobox.Empty>
              {index ? nothing : failure === null ? t('common.loading') : failureText(failure)}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
