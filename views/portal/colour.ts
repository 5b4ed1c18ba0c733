type Rgb = [number, number, number]

/**
 * The brand's colour, moved towards black or white until it can be read on the ground.
 * @param accent `#rrggbb`, whatever the brand chose
 * @param wanted a contrast ratio as WCAG 2.2 defines it
 */
export function readable(accent: string, ground: string, wanted: number): string {
  const behind = luminance(rgb(ground))
  const towards = behind > 0.18 ? 0 : 255
  for (let part = 0; part <= 1; part += 0.04) {
    const mixed = rgb(accent).map((channel) => Math.round(channel + (towards - channel) * part)) as Rgb
    if (contrast(luminance(mixed), behind) >= wanted) return hex(mixed)
  }
  return hex([towards, towards, towards])
}

const contrast = (one: number, other: number) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)

/** WCAG 2.2, "relative luminance". */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((channel) => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const rgb = (colour: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as Rgb

const hex = (colour: Rgb): string => `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
