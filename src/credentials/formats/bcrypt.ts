import type { Format } from './format.ts'

/** Each step doubles the time: 14 takes over a second. */
const DEAREST = 14
const SHAPE = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/

/** `$2a$`, `$2b$` and `$2y$`: one algorithm, whose 72-byte limit stays as it was where the hash was made. */
export const bcrypt: Format = (stored) => {
  const cost = Number(SHAPE.exec(stored)?.[1])
  if (!(cost >= 4 && cost <= DEAREST)) return null
  return (password, kdf) => kdf.bcrypt(password, stored)
}
