import type { Alphabet, CodePageName } from './vocabulary.ts'

// Other languages, of which only names turn up in lists.

const seldomIn = (...codePages: readonly CodePageName[]): Pick<Alphabet, 'usualIn' | 'seldomIn'> => ({
  usualIn: [],
  seldomIn: codePages,
})

const WESTERN = seldomIn('windows-1252', 'iso-8859-15')
const CENTRAL = seldomIn('windows-1250')
const CYRILLIC = seldomIn('windows-1251')

export const OTHER_ALPHABETS: readonly Pick<Alphabet, 'letters' | 'usualIn' | 'seldomIn'>[] = [
  // Italian.
  { letters: 'àèéìíòóùú', ...WESTERN },
  // Dutch.
  { letters: 'áéëïíóöúü', ...WESTERN },
  // Swedish and Finnish.
  { letters: 'åäö', ...WESTERN },
  // Danish and Norwegian.
  { letters: 'åæøéöäüó', ...WESTERN },
  // Catalan.
  { letters: 'àçéèíïóòúü', ...WESTERN },
  // Czech.
  { letters: 'áčďéěíňóřšťúůýž', ...CENTRAL },
  // Slovak.
  { letters: 'áäčďéíĺľňóôŕšťúýž', ...CENTRAL },
  // Hungarian.
  { letters: 'áéíóöőúüű', ...CENTRAL },
  // Croatian, Bosnian, Serbian and Slovenian.
  { letters: 'čćđšž', ...CENTRAL },
  // Romanian, with the letters that code pages have.
  { letters: 'ăâîşţ', ...CENTRAL },
  // Ukrainian.
  { letters: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя', ...CYRILLIC },
]
