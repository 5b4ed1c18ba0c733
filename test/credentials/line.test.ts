import { describe, expect, it } from 'vitest'
import { line } from '../../src/credentials/line.ts'
import { Busy } from '../../src/credentials/passwords.ts'
import { counted } from './bench.ts'

const soon = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

it('computes for four of fifty at once, and tells the others to come back, at once', async () => {
  const { hash, runs } = counted()
  const begun = performance.now()
  const refusals: number[] = []
  const all = await Promise.allSettled(
    Array.from({ length: 50 }, () =>
      hash('plum tractor 77 delta').catch((fault) => {
        refusals.push(performance.now() - begun)
        throw fault
      }),
    ),
  )
  const refused = all.filter((one) => one.status === 'rejected')
  expect(refused).toHaveLength(46)
  expect(refused.every((one) => one.reason instanceof Busy)).toBe(true)
  expect(Math.max(...refusals)).toBeLessThan(1000)
  expect(runs).toHaveLength(4)
  expect(await hash('plum tractor 77 delta')).toMatch(/^\$scrypt\$/)
})

describe('the line', () => {
  it('keeps a seat that was taken before its turn, and frees one that was given up', async () => {
    const { seat, turn } = line(() => performance.now())
    const seats = Array.from({ length: 4 }, () => seat())
    await expect(turn(async () => 'in')).rejects.toThrow(Busy)
    for (const left of seats.slice(1)) left.leave()
    expect(await seats[0]?.turn(async () => 'dana')).toBe('dana')
    expect(await turn(async () => 'lee')).toBe('lee')
  })

  it('lets one in at a time, in the order they came', async () => {
    const { turn } = line(() => performance.now())
    const steps: string[] = []
    await Promise.all(
      ['dana', 'lee', 'ruth'].map((name) =>
        turn(async () => {
          steps.push(`${name} in`)
          await soon(30)
          steps.push(`${name} out`)
        }),
      ),
    )
    expect(steps).toEqual(['dana in', 'dana out', 'lee in', 'lee out', 'ruth in', 'ruth out'])
  })

  it('goes on after a work that failed', async () => {
    const { turn } = line(() => performance.now())
    await expect(turn(() => Promise.reject(new Error('out of memory')))).rejects.toThrow('out of memory')
    expect(await turn(async () => 'next')).toBe('next')
  })

  it('goes on after someone whose request was cut off', async () => {
    const clock = { now: 0 }
    const { turn } = line(
      () => clock.now,
      () => soon(1),
    )
    void turn(() => new Promise(() => {}))
    await soon(20)
    clock.now = 4900
    const next = turn(async () => 'next')
    await soon(20)
    clock.now = 5100
    expect(await next).toBe('next')
  })
})
