/**
 * `GET /number_lookup/{phone_number}`: what kind of line a number is.
 */
import { Hono } from 'hono'
import { lineFate } from '../destinations.ts'
import { type AccountEnv, refuse } from './answers.ts'
import { e164 } from './fields.ts'

export const lookUpRoutes = () =>
  new Hono<AccountEnv>().get('/:number', (c) => {
    const number = c.req.param('number')
    if (!e164.safeParse(number).success) return refuse('10016', '/phone_number')
    const fate = lineFate(number)
    return fate.kind === 'refused' ? refuse(fate.code) : c.json({ data: resource(number, fate.type) })
  })

const resource = (number: string, type: string) => ({
  record_type: 'number_lookup',
  phone_number: number,
  national_format: number,
  country_code: number.startsWith('+1') ? 'US' : null,
  fraud: null,
  carrier: { name: 'Carrier stand-in', type, error_code: null, mobile_country_code: null, mobile_network_code: null },
  caller_name: { caller_name: null, error_code: null },
  portability: { line_type: type, ported_status: 'N' },
})
