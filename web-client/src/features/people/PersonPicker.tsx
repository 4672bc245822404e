import type { PersonRef } from '@diem-cau/signaling-contract/office'
import { CloseButton, Combobox, InputBase, Loader, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { peopleQueries } from '../../api/office/peopleApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import classes from '../units/UnitSelect.module.css'
import { personText } from './personText.ts'

interface Props {
  readonly label: string
  readonly value: PersonRef | null
  readonly onChange: (person: PersonRef | null) => void
  readonly required?: boolean
  readonly error?: string | undefined
  readonly testId?: string
  /** True when it empties itself after each choice: for lists. */
  readonly forList?: boolean
}

/** Chooses one person, found as you type, without accents. */
export function PersonPicker({ label, value, onChange, required = false, error, testId, forList = false }: Props) {
  const { t } = useTranslation('schedule')
  const [query, setQuery] = useState<string | null>(null)
  const [asked] = useDebouncedValue((query ?? '').trim(), 250)
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setQuery(null)
    },
  })
  const { data, loading, failure } = useLoad(combobox.dropdownOpened ? peopleQueries.found(asked) : null)
  const found = data?.items ?? []
  const nothing = failure !== null ? t('editor.peopleFailed') : t('editor.noPerson')
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(accountId) => {
        const person = found.find((person) => person.accountId === accountId)
        if (person)
          onChange({ accountId: person.accountId, name: person.name, position: person.position, unit: person.unit })
        if (forList) setQuery(null)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target>
        <InputBase
          label={label}
          required={required}
          error={error}
          value={query ?? (value && !forList ? personText(value) : '')}
          placeholder={t('editor.findPerson')}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex('active')
          }}
          onClick={() => combobox.openDropdown()}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => combobox.closeDropdown()}
          autoComplete="off"
          maxLength={100}
          data-testid={testId}
          rightSectionPointerEvents="all"
          rightSection={
            loading && combobox.dropdownOpened ? (
              <Loader size="xs" />
            ) : value && !required && !forList ? (
              <CloseButton
                size="sm"
                aria-label={t('editor.clear', { name: value.name })}
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
        <Combobox.Options mah={300} className={classes['options'] ?? ''}>
          {found.map((person) => (
            <Combobox.Option
              key={person.accountId}
              value={person.accountId}
              active={person.accountId === value?.accountId}
              data-testid="person-option"
            >
              <span className={classes['name']}>{person.name}</span>
              <span className={classes['path']}>{[person.position, person.unit.name].filter(Boolean).join(' · ')}</span>
            </Combobox.Option>
          ))}
          {found.length === 0 && (
            <Combobox.Empty>{loading ? t('common.loading', { ns: 'translation' }) : nothing}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
