import type { Participant } from '@diem-cau/signaling-contract'
import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { searchedOf } from '../../../live/meeting/callOf.ts'
import { matchesQuery } from '../../../ui/searchText.ts'

interface Options {
  readonly label: string
  /** A list up to this length is read faster than searched. */
  readonly above: number
  readonly hint?: string
  readonly testId?: string
}

/** The rows that a search without accents finds, and the field for it; null while the list is short. */
export function useParticipantSearch(
  all: readonly Participant[],
  { label, above, hint, testId }: Options,
): { readonly found: readonly Participant[]; readonly field: ReactNode; readonly clear: () => void } {
  const [query, setQuery] = useState('')
  const field = all.length > above && (
    <TextInput
      type="search"
      size="md"
      aria-label={label}
      placeholder={label}
      description={hint}
      leftSection={<IconSearch size="1.1em" aria-hidden />}
      value={query}
      onChange={({ currentTarget }) => setQuery(currentTarget.value)}
      data-testid={testId}
    />
  )
  return {
    found: field ? all.filter((someone) => matchesQuery(searchedOf(someone), query)) : all,
    field,
    clear: () => setQuery(''),
  }
}
