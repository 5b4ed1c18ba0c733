import { expect, it } from 'vitest'
import { readable } from '../../views/colour.ts'

it('leaves a colour alone that can be read', () => {
  expect(readable('#0b4f6c', '#ffffff', 7)).toBe('#0b4f6c')
})

it.each(['#ffff00', '#00ff00', '#777777', '#ffffff'])('darkens %s until it can be read on white', (accent) => {
  expect(contrastWithWhite(readable(accent, '#ffffff', 7))).toBeGreaterThanOrEqual(7)
})

it.each(['#000000', '#0b4f6c', '#0000ff'])('lightens %s on a dark ground', (accent) => {
  expect(contrastWithWhite(readable(accent, '#1d2326', 7))).toBeLessThan(contrastWithWhite(accent))
})

/** Counted apart from the product: grey levels by the sRGB curve. */
function contrastWithWhite(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
}
