import type { TEXT } from './text.ts'

export type Place = keyof typeof TEXT.places

/** The navigation, in the guide's order. */
export const PLACES: readonly { place: Place; path: string }[] = [
  { place: 'home', path: '/' },
  { place: 'cases', path: '/cases' },
  { place: 'createCase', path: '/create-case' },
  { place: 'setup', path: '/setup' },
  { place: 'messages', path: '/messages' },
  { place: 'help', path: '/help' },
]

export const pathOf = (place: Place): string => PLACES.find((known) => known.place === place)?.path ?? '/'
