/** A code page that lists of the platform's languages come in, and the letters beyond ASCII of its languages. */
export interface CodePage {
  encoding: string
  /** Of the platform's languages: de, en, es, fr, pl, pt, ru. Lower case. */
  common: readonly string[]
  /** How many letters a word may have with none of them in ASCII: `été`, `Żółć`. Longer ones are another script, misread. */
  longestBare: number
  /** Of other languages whose names turn up in such lists. */
  rare: readonly string[]
}

const WESTERN = {
  longestBare: 3,
  common: ['äöüß', 'áéíóúüñ', 'àâæçéèêëîïôœùûüÿ', 'áâãàçéêíóôõúü', 'é'],
  rare: ['àèéìíòóùú', 'áéëïíóöúü', 'åäö', 'åæøéöäüó', 'àçéèíïóòúü'],
}

/** In the order of preference where they read a list alike. */
export const CODE_PAGES: readonly CodePage[] = [
  { encoding: 'windows-1252', ...WESTERN },
  { encoding: 'iso-8859-15', ...WESTERN },
  {
    encoding: 'windows-1250',
    longestBare: 4,
    common: ['ąćęłńóśźż', 'äöüß'],
    rare: ['áčďéěíňóřšťúůýž', 'áäčďéíĺľňóôŕšťúýž', 'áéíóöőúüű', 'čćđšž', 'ăâîşţ', 'é'],
  },
  {
    encoding: 'windows-1251',
    longestBare: Infinity,
    common: ['абвгдеёжзийклмнопрстуфхцчшщъыьэюя'],
    rare: ['абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'],
  },
]
