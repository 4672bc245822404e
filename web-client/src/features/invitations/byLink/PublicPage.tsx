import type { ReactNode } from 'react'
import { Brand } from '../../../ui/Brand.tsx'
import { DisplayMenu } from '../../../ui/DisplayMenu.tsx'
import classes from './PublicPage.module.css'

/** The frame of a page that people come to by a link, without a sign-in. */
export function PublicPage({ children }: { readonly children: ReactNode }) {
  return (
    <div className={classes['page']}>
      <header className={classes['header']}>
        <Brand />
        <DisplayMenu />
      </header>
      <main className={classes['main']}>
        <div className={classes['box']}>{children}</div>
      </main>
    </div>
  )
}
