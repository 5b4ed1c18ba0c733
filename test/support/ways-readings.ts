/** Every way in which a program may read a path: whatever one of them makes of it must be as public as the path itself. */

const STEPS: readonly ((path: string) => string)[] = [
  (path) => path.replaceAll('\\', '/'),
  (path) => path.replace(/;[^/]*/g, ''),
  (path) => path.replace(/[\p{Cc} .]+(?=\/|$)/gu, (tail) => (/^\.\.?$/.test(tail) ? tail : '')),
  (path) => path.replace(/\/{2,}/g, '/'),
  (path) => path.normalize('NFKC'),
  (path) => path.replaceAll(/\u2215|\u2044/g, '/'),
  (path) => path.replace(/%c0%a([ef])/gi, (_, end: string) => (end.toLowerCase() === 'e' ? '.' : '/')),
  (path) => path.split('\0', 1)[0] ?? '',
  decoded,
  (path) => path.toLowerCase(),
]

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  }
}

const MOST = 4000

/** All that can be made of a path by these, in whatever order. */
export function readingsOf(path: string): Set<string> {
  const readings = new Set([path])
  for (const reading of readings) {
    for (const step of STEPS) if (readings.size < MOST) readings.add(step(reading))
  }
  return readings
}

/** `.` and `..` resolved. */
function resolved(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/').slice(1)) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** Whether every reading of a request's target is below `/echo/public`, or the health page. */
export const isPublic = (url: string): boolean =>
  [...readingsOf(url.replace(/[?#].*$/s, ''))].every((path) => /^\/echo\/(public(\/.*)?|health)$/s.test(resolved(path)))
