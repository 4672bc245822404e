import { useVirtualizer } from '@tanstack/react-virtual'
import { IconChevronRight } from '@tabler/icons-react'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { UnitIndex } from '../../../api/stores/UnitIndex.ts'
import { useKindText } from '../../units/useRuleText.ts'
import classes from './UnitBrowser.module.css'

const ROW = 46

/** Branches that were open stay open while one goes to a unit and comes back. */
let lastOpened: ReadonlySet<string> | null = null

/** The tree of units to walk in. Only rows in sight are drawn. Arrow keys open and close branches. */
export function UnitBrowser({ index }: { readonly index: UnitIndex }) {
  const { t } = useTranslation('admin')
  const kindText = useKindText()
  const box = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () =>
      lastOpened ??
      new Set(
        index
          .tops()
          .slice(0, 3)
          .map((i) => index.codes[i] ?? ''),
      ),
  )
  const rows = useMemo(() => {
    const rows: number[] = []
    for (let i = 0; i < index.size;) {
      rows.push(i)
      i = opened.has(index.codes[i] ?? '') ? i + 1 : index.endAt(i)
    }
    return rows
  }, [index, opened])
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes it
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 12,
  })

  const open = (place: number, on: boolean) => {
    const next = new Set(opened)
    if (on) next.add(index.codes[place] ?? '')
    else next.delete(index.codes[place] ?? '')
    lastOpened = next
    setOpened(next)
  }

  function press(event: KeyboardEvent<HTMLElement>, place: number, row: number) {
    const focus = (to: number) => {
      virtual.scrollToIndex(to)
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-row="${to}"] a`)?.focus())
    }
    switch (event.key) {
      case 'ArrowRight':
        if (index.hasBelow(place)) open(place, true)
        break
      case 'ArrowLeft':
        if (opened.has(index.codes[place] ?? '')) open(place, false)
        else if (index.parentAt(place) >= 0) focus(rows.indexOf(index.parentAt(place)))
        break
      case 'ArrowDown':
        if (row < rows.length - 1) focus(row + 1)
        break
      case 'ArrowUp':
        if (row > 0) focus(row - 1)
        break
      default:
        return
    }
    event.preventDefault()
  }

  return (
    <div ref={box} className={classes['box']} aria-label={t('unitList.tree')} role="region" data-testid="unit-browser">
      <ul className={classes['all']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index: row, start }) => {
          const place = rows[row]
          if (place === undefined) return null
          const [code, name] = [index.codes[place] ?? '', index.names[place] ?? '']
          const isOpen = opened.has(code)
          const below = index.endAt(place) - place - 1
          return (
            <li
              key={code}
              className={classes['row']}
              style={{
                height: ROW,
                transform: `translateY(${start}px)`,
                paddingInlineStart: `${0.4 + (index.depths[place] ?? 0) * 1.5}rem`,
              }}
              data-row={row}
              data-code={code}
            >
              {below > 0 ? (
                <button
                  type="button"
                  className={classes['chevron']}
                  data-open={isOpen}
                  aria-expanded={isOpen}
                  aria-label={`${t(isOpen ? 'unitList.closeBranch' : 'unitList.openBranch')}: ${name}`}
                  onClick={() => open(place, !isOpen)}
                >
                  <IconChevronRight size="1.2em" aria-hidden />
                </button>
              ) : (
                <span className={classes['leaf']} />
              )}
              <Link
                to={`/admin/units/at/${code}`}
                className={classes['name'] ?? ''}
                onKeyDown={(event) => press(event, place, row)}
              >
                {name}
              </Link>
              <span className={classes['kind']}>
                {below > 0 ? t('unitList.below', { count: below }) : kindText(index.kindAt(place))}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
