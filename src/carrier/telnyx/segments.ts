/**
 * How a text is cut into parts: 160 characters of the GSM alphabet or 70 others; 153 or 67 where there are several.
 */
const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/
/** These take two places. */
const EXTENDED = /[\^{}\\[~\]|€]/g

export function segments(text: string): { encoding: 'GSM-7' | 'UTF-16'; parts: number } {
  const gsm = GSM.test(text)
  const length = gsm ? text.length + (text.match(EXTENDED)?.length ?? 0) : text.length
  const [single, several] = gsm ? [160, 153] : [70, 67]
  return { encoding: gsm ? 'GSM-7' : 'UTF-16', parts: length <= single ? 1 : Math.ceil(length / several) }
}
