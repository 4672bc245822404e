import { useMediaQuery } from '@mantine/hooks'

/**
 * The place of the tabs while no panel covers them: below on a phone held upright, where a thumb is; else beside the
 * stage. `PanelRail.module.css` has the same limits.
 */
export function useTabsPlace(): 'beside' | 'bottom' {
  return useMediaQuery('(max-width: 700px) and (min-height: 501px)', false, { getInitialValueInEffect: false })
    ? 'bottom'
    : 'beside'
}
