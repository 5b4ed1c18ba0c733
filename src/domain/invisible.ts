/**
 * What address books and web pages put between the signs that are seen: zero-width marks, byte-order marks, soft hyphens, and the marks
 * for the direction of reading that a phone wraps around a copied number. Unicode calls them format characters.
 */
export const withoutInvisible = (text: string): string => text.replace(/\p{Cf}/gu, '')
