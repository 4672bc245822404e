import root from '../../../../package.json' with { type: 'json' }

/** The version of the product, as its release is called. */
export const programVersion: string = root.version
