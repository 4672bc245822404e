import type { Plan } from '@diem-cau/signaling-contract/office'
import { foldText } from '@diem-cau/signaling-contract'
import { Button, CopyButton, TextInput } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { IconCheck, IconLink, IconSearch } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './InvitedView.module.css'
import { personText } from '../../people/personText.ts'

/** A field to search the units appears above this number. */
const MANY = 12

/** Lists the invited; it is drawn only where it is looked at, as a province may be invited whole. */
export function InvitedView({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation('schedule')
  const [query, setQuery] = useState('')
  const units = useMemo(() => {
    const words = foldText(query).split(' ').filter(Boolean)
    return plan.units.filter(({ name }) => words.every((word) => foldText(name).includes(word)))
  }, [plan.units, query])
  const box = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is handed on to memoised components
  const rows = useVirtualizer({
    count: units.length,
    getScrollElement: () => box.current,
    estimateSize: () => 34,
    overscan: 12,
  })
  if (plan.units.length + plan.people.length + plan.guests.length === 0)
    return <p className={classes['none']}>{t('plan.nobody')}</p>
  return (
    <div className={classes['root']}>
      {plan.units.length > 0 && (
        <section>
          <h3 className={classes['heading']}>{t('plan.units', { count: plan.units.length })}</h3>
          {plan.units.length > MANY && (
            <TextInput
              aria-label={t('plan.findUnit')}
              placeholder={t('plan.findUnit')}
              leftSection={<IconSearch size="1.1em" aria-hidden />}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
              mb="xs"
            />
          )}
          <div
            ref={box}
            className={classes['units']}
            tabIndex={0}
            role="list"
            aria-label={t('plan.units', { count: plan.units.length })}
          >
            <div style={{ height: rows.getTotalSize() }} className={classes['all']}>
              {rows.getVirtualItems().map(({ index, start, size }) => (
                <div
                  key={index}
                  role="listitem"
                  className={classes['unit']}
                  style={{ height: size, transform: `translateY(${start}px)` }}
                >
                  {units[index]?.name}
                </div>
              ))}
            </div>
          </div>
        </section>
      )}
      {plan.people.length > 0 && (
        <section>
          <h3 className={classes['heading']}>{t('plan.people', { count: plan.people.length })}</h3>
          <ul className={classes['people']}>
            {plan.people.map((person) => (
              <li key={person.accountId}>
                {personText(person)}
                <span>
                  {person.unit.name} · {t(`named.seats.${person.seat}`)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {plan.guests.length > 0 && (
        <section>
          <h3 className={classes['heading']}>{t('plan.guests', { count: plan.guests.length })}</h3>
          <ul className={classes['people']}>
            {plan.guests.map((guest) => (
              <li key={guest.guestId}>
                {guest.name}
                <span>{[guest.organisation, guest.email].filter(Boolean).join(' · ')}</span>
                {guest.link !== null && (
                  <CopyButton value={new URL(guest.link, location.origin).href}>
                    {({ copied, copy }) => (
                      <Button
                        size="compact-sm"
                        variant="light"
                        onClick={copy}
                        leftSection={
                          copied ? <IconCheck size="1em" aria-hidden /> : <IconLink size="1em" aria-hidden />
                        }
                        data-testid="guest-link"
                        data-link={guest.link}
                      >
                        {copied ? t('plan.copied') : t('plan.guestLink')}
                      </Button>
                    )}
                  </CopyButton>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
