/** A desk, and the narrowest phone that is still about. */
export const SIZES = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
]
