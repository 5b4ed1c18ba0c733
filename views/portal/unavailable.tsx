import type { FC } from 'hono/jsx'
import { Frame, type FrameProps } from './frame.tsx'
import { pathOf } from './places.ts'
import { TEXT } from './text.ts'

type UnavailableProps = Omit<FrameProps, 'title'>

/** A place of the navigation that this release does not have. */
export const UnavailablePage: FC<UnavailableProps> = (frame) => {
  const name = TEXT.places[frame.place]
  return (
    <Frame {...frame} title={name}>
      <h1>{name}</h1>
      <p>
        {TEXT.notYet(name, frame.place === 'cases')} {TEXT.goBack.before}
        <a class="go" href={pathOf('home')}>
          {TEXT.goBack.link}
        </a>
        {TEXT.goBack.after}
      </p>
    </Frame>
  )
}
