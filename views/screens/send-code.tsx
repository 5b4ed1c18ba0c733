import type { Channel } from '../../src/domain/challenge.ts'
import type { Method } from '../../src/domain/flow.ts'
import { type Login, type Way, waysShown } from '../../src/domain/login.ts'
import { maskEmail, maskPhone } from '../../src/domain/mask.ts'
import { lostMyPhone, outOfLogin, type Press, phoneChannels } from '../code-place.ts'
import { lastIfOut, Outage } from '../outage.tsx'
import type { Screen } from '../page.tsx'
import { Actions, LeaveTo, StepForm, StepMain } from '../step.tsx'
import { text } from '../text.ts'
import type { Words } from '../words.ts'
import { Presses } from './enter-code.tsx'

type Props = { flow: Login; support: string; outages: readonly Channel[]; token: string; refused?: Words | null }

/** The second step of a login: where the code should go, as far as whoever knows the password may see it. */
export const SendCode = ({ flow, support, outages, token, refused }: Props): Screen => {
  const { kind, ways, others } = waysShown(flow)
  const words = text.sendCode[kind]
  // Nothing here can get a text.
  const behind = ways.length > 0 && ways.every(({ extension }) => (extension ?? null) !== null)
  const action = '/auth/login/send-code'
  const byPhone = phoneChannels(action).filter(({ channel }) => !(behind && channel === 'sms'))
  const all: Press[] = [
    ...(kind === 'phone' ? byPhone : [{ action, words: text.givePhone.sms, name: 'channel', value: kind, channel: kind }]),
    ...(others ? [otherWayFrom(kind)] : []),
  ]
  return {
    title: words.title,
    main: (
      <StepMain title={words.title} refused={refused} read={ways.length < 2}>
        <Outage
          out={outages}
          kind={kind}
          sms={behind ? null : undefined}
          other={others ? text.enterCode.otherWay : null}
          support={support}
        />
        {kind !== flow.kind && <p>{text.sendCode.instead[flow.kind]}</p>}
        {ways.length === 0 && <p>{text.sendCode.noWay(support)}</p>}
        {ways.length > 0 && (
          <StepForm action={action} token={token}>
            <Ways ways={ways} />
            {kind === 'phone' && !behind && <p class="hint">{text.sendCode.phone.rates}</p>}
            <Actions>
              <Presses all={lastIfOut(all, outages)} primary />
              {flow.lostPhone.canBeTold && <Presses all={[lostMyPhone]} novalidate />}
            </Actions>
          </StepForm>
        )}
        <LeaveTo {...outOfLogin(flow.stepsUp)} />
      </StepMain>
    ),
  }
}

const otherWayFrom = (kind: Method): Press => ({
  action: '/auth/login/other-way',
  words: text.enterCode.otherWay,
  name: 'kind',
  value: kind === 'phone' ? 'email' : 'phone',
})

const masked = ({ kind, address, extension }: Way) => (kind === 'phone' ? maskPhone(address, extension) : maskEmail(address))

/** One is told, several are chosen from. */
export const Ways = ({ ways }: { ways: readonly Way[] }) => {
  const [only, ...more] = ways
  if (only && more.length === 0)
    return (
      <>
        <p>{(only.extension ? text.sendCode.behind : text.sendCode[only.kind].to)(masked(only))}</p>
        <input type="hidden" name="way" value={only.id} />
      </>
    )
  return (
    <fieldset>
      <legend>{text.sendCode.choose}</legend>
      {ways.map((way, nth) => (
        <label>
          <input type="radio" name="way" value={way.id} checked={nth === 0} /> {masked(way)}
        </label>
      ))}
    </fieldset>
  )
}
