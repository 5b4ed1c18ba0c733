/**
 * Answering-machine detection, as far as a dial asked for it.
 */
import type { Carrier } from '../state.ts'
import { type Call, during, report } from './call.ts'

export function detect(carrier: Carrier, call: Call) {
  const mode = call.dial.answering_machine_detection
  if (mode === 'disabled') return
  const machine = call.answeredBy === 'machine'
  const premium = mode === 'premium' ? 'premium.' : ''
  const human = premium ? 'human_residence' : 'human'
  during(carrier, call, carrier.delays.detection, () => {
    report(carrier, call, `machine.${premium}detection.ended`, { result: machine ? 'machine' : human })
    if (!machine || mode === 'detect') return
    const beep = () => report(carrier, call, `machine.${premium}greeting.ended`, { result: 'beep_detected' })
    during(carrier, call, carrier.delays.speech, beep)
  })
}
