import { useMediaQuery } from '@mantine/hooks'

/** Where the tabs are while no panel covers them: below on a phone held upright, where a thumb is; else beside the stage. As in `PanelRail.module.css`. */
export function useTabsPlace(): 'beside' | 'bottom' {
  return useMediaQuery('(max-width: 700px) and (min-height: 501px)', false, { getInitialValueInEffect: false })
    ? 'bottom'
    : 'beside'
}
