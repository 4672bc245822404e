export * from './events.ts'
export * from './reduceConduct.ts'
export * from './requests.ts'
export * from './state.ts'
