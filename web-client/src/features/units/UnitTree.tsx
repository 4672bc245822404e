import { Button } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { IconCheck, IconChevronRight, IconMinus } from '@tabler/icons-react'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitIndex } from '../../api/stores/UnitIndex.ts'
import { chosenIn, runningSums, tickOf } from './unitSelection.ts'
import classes from './UnitTree.module.css'

interface Props {
  readonly index: UnitIndex
  /** The units that are chosen, 1 or 0 by their place. */
  readonly chosen: Uint8Array
  /** The units found by a search, one under the other; null: the tree. */
  readonly found: readonly number[] | null
  readonly opened: ReadonlySet<number>
  /** The place of one's own unit, whose branch comes first on each level; -1 for none. */
  readonly own: number
  readonly onOpened: (opened: ReadonlySet<number>) => void
  readonly onBranch: (place: number, on: boolean) => void
  readonly onUnit: (place: number, on: boolean) => void
}

const ROW = 44

/** The tree of units to choose from. Only rows in sight are drawn, so 10,000 units scroll like ten. */
export function UnitTree({ index, chosen, found, opened, own, onOpened, onBranch, onUnit }: Props) {
  const { t } = useTranslation('schedule')
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const rows = useMemo(() => {
    if (found) return found
    const rows: number[] = []
    const isOwn = (place: number) => place <= own && own < index.endAt(place)
    const walk = (places: readonly number[]) => {
      for (const place of places.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)))) {
        rows.push(place)
        if (opened.has(place)) walk(index.childrenOf(place))
      }
    }
    walk(index.tops())
    return rows
  }, [index, found, opened, own])
  const sums = useMemo(() => runningSums(chosen), [chosen])
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is handed on to memoised components
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 10,
  })
  const at = Math.min(active, rows.length - 1)
  useEffect(() => setActive(0), [found])

  const go = (row: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, row))
    setActive(next)
    virtual.scrollToIndex(next)
  }
  const open = (place: number, on: boolean) => {
    const next = new Set(opened)
    if (on) next.add(place)
    else next.delete(place)
    onOpened(next)
  }
  const toggle = (place: number) =>
    found ? onUnit(place, chosen[place] === 0) : onBranch(place, tickOf(index, sums, place) !== 'all')

  function press(event: KeyboardEvent) {
    const place = rows[at]
    if (place === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? ROW) / ROW) - 1)
    switch (event.key) {
      case 'ArrowDown':
        go(at + 1)
        break
      case 'ArrowUp':
        go(at - 1)
        break
      case 'PageDown':
        go(at + page)
        break
      case 'PageUp':
        go(at - page)
        break
      case 'Home':
        go(0)
        break
      case 'End':
        go(rows.length - 1)
        break
      case 'ArrowRight':
        if (!found && index.hasBelow(place)) {
          if (opened.has(place)) go(at + 1)
          else open(place, true)
        }
        break
      case 'ArrowLeft':
        if (found) break
        if (opened.has(place)) open(place, false)
        else if (index.parentAt(place) >= 0) go(rows.indexOf(index.parentAt(place)))
        break
      case ' ':
      case 'Enter':
        if (event.shiftKey) onUnit(place, chosen[place] === 0)
        else toggle(place)
        break
      default:
        return
    }
    event.preventDefault()
  }

  return (
    <div
      ref={box}
      className={classes['box']}
      role="tree"
      aria-multiselectable
      aria-label={t('units.tree')}
      aria-activedescendant={rows.length > 0 ? `${id}${rows[at]}` : undefined}
      tabIndex={0}
      onKeyDown={press}
      data-testid="unit-tree"
    >
      <div className={classes['all']} style={{ height: virtual.getTotalSize() }} role="presentation">
        {virtual.getVirtualItems().map(({ index: row, start }) => {
          const place = rows[row]
          if (place === undefined) return null
          const branch = index.hasBelow(place)
          const tick = found ? (chosen[place] ? 'all' : 'none') : tickOf(index, sums, place)
          const name = index.names[place] ?? ''
          const all = index.endAt(place) - place
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree around it has the keys
            <div
              key={place}
              id={`${id}${place}`}
              className={classes['row']}
              style={{
                height: ROW,
                transform: `translateY(${start}px)`,
                paddingInlineStart: `${0.25 + (found ? 0 : (index.depths[place] ?? 0)) * 1.4}rem`,
              }}
              role="treeitem"
              aria-level={found ? 1 : (index.depths[place] ?? 0) + 1}
              aria-checked={tick === 'some' ? 'mixed' : tick === 'all'}
              aria-expanded={branch && !found ? opened.has(place) : undefined}
              tabIndex={-1}
              data-active={row === at}
              data-tick={tick}
              data-code={index.codes[place]}
              onMouseDown={(event) => {
                // The focus stays with the tree, as rows come and go.
                event.preventDefault()
                box.current?.focus()
              }}
              onClick={() => {
                setActive(row)
                toggle(place)
              }}
            >
              {!found && (
                <span
                  className={classes['chevron']}
                  data-open={opened.has(place)}
                  data-leaf={!branch}
                  aria-hidden
                  onClick={(event) => {
                    if (!branch) return
                    event.stopPropagation()
                    setActive(row)
                    open(place, !opened.has(place))
                  }}
                >
                  {branch && <IconChevronRight size="1.2em" />}
                </span>
              )}
              <span className={classes['tick']} aria-hidden>
                {tick === 'all' ? (
                  <IconCheck size="0.95em" stroke={3} />
                ) : tick === 'some' ? (
                  <IconMinus size="0.95em" stroke={3} />
                ) : null}
              </span>
              <span className={classes['name']}>
                {name}
                {found && <small>{index.pathOf(place).join(' › ')}</small>}
              </span>
              {branch && !found && (
                <>
                  <Button
                    className={classes['only'] ?? ''}
                    size="compact-xs"
                    variant="default"
                    tabIndex={-1}
                    aria-hidden
                    title={t('units.onlyThisOf', { name })}
                    onClick={(event) => {
                      event.stopPropagation()
                      onUnit(place, chosen[place] === 0)
                    }}
                  >
                    {chosen[place] && tick === 'some' ? <IconCheck size="1em" /> : null}
                    {t('units.onlyThis')}
                  </Button>
                  <span className={classes['count']}>
                    {t('units.inBranch', { chosen: chosenIn(index, sums, place), all })}
                  </span>
                </>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
