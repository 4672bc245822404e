import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

/** Gives the component that can be rendered now. */
export type Part = () => LazyExoticComponent<ComponentType>

/** A part of a page that comes as a chunk of its own, once for all its places; LazyPart shows it. */
export function lazyPart(load: () => Promise<ComponentType>): Part {
  const attempt = () =>
    lazy(async () => {
      try {
        return { default: await load() }
      } catch (error) {
        // React keeps a failure for ever, so the next caller gets another try.
        part = attempt()
        throw error
      }
    })
  let part = attempt()
  return () => part
}
