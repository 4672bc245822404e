import type { Vote } from '@diem-cau/signaling-contract'
import { Chip, Group, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { voteChoices } from './voteChoices.ts'
import { matchesQuery } from '../../../../ui/searchText.ts'
import classes from './Votes.module.css'

/** Up to this many rows are read faster than searched. */
const SEARCHED_FROM = 10
const ALL = 'all'
const NOT_CAST = 'notCast'

/** Lists who chose what, once an open vote is closed. */
export function VoteChoices({ vote }: { readonly vote: Vote }) {
  const { t } = useTranslation('votes')
  const choices = voteChoices(vote)
  const [only, setOnly] = useState<string>(ALL)
  const [query, setQuery] = useState('')
  if (choices.length === 0) return null
  const labels = new Map<string, string>([
    ...vote.options.map(({ optionId, label }) => [optionId, label] as const),
    [NOT_CAST, t('notCast')],
  ])
  const keyOf = (optionId: string | null) => optionId ?? NOT_CAST
  const filters = [...labels].map(([key, label]) => ({
    key,
    label,
    count: choices.filter(({ optionId }) => keyOf(optionId) === key).length,
  }))
  const shown = choices.filter(
    ({ name, optionId }) => (only === ALL || keyOf(optionId) === only) && matchesQuery(name, query),
  )
  return (
    <details>
      <summary className={classes['summary']} data-testid="vote-who">
        {t('who')}
      </summary>
      <div className={classes['choices']}>
        {choices.length >= SEARCHED_FROM && (
          <TextInput
            type="search"
            size="md"
            aria-label={t('findVoter')}
            placeholder={t('findVoter')}
            leftSection={<IconSearch size="1.1em" aria-hidden />}
            value={query}
            onChange={({ currentTarget }) => setQuery(currentTarget.value)}
          />
        )}
        <Chip.Group value={only} onChange={(value) => typeof value === 'string' && setOnly(value)}>
          <Group gap={6} role="group" aria-label={t('filter')}>
            <Chip value={ALL}>{`${t('allVoters')} (${choices.length})`}</Chip>
            {filters.map(({ key, label, count }) => (
              <Chip key={key} value={key} disabled={count === 0}>{`${label} (${count})`}</Chip>
            ))}
          </Group>
        </Chip.Group>
        <div className={classes['tableScroll']}>
          <table className={classes['table']} data-testid="vote-choices">
            <thead>
              <tr>
                <th scope="col">{t(vote.electorate === 'units' ? 'voterUnit' : 'voterDelegate')}</th>
                <th scope="col">{t('choice')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ voterId, name, optionId }) => (
                <tr key={voterId} data-cast={optionId !== null}>
                  <th scope="row">{name}</th>
                  <td>{labels.get(keyOf(optionId))}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {shown.length === 0 && <p>{t('noSuchVoter')}</p>}
        </div>
      </div>
    </details>
  )
}
