import { seededRandom } from './random.ts'

/** A user of the stand-in platform, with what the API does not show. */
export interface Person {
  id: string
  name: string
  email: string
  language: string
  occupation: string
  location: string
  timezone: string
  isBanned: boolean
  role: { alias: string }
  /** An expert on a course cannot be banned. */
  isExpert: boolean
  /** The values of the site's own attributes, by their `apiId`. */
  attributes?: Readonly<Record<string, string>>
}

const REGIONS = [
  {
    language: 'de',
    location: 'Berlin',
    timezone: 'Europe/Berlin',
    first: ['Anke', 'Björn', 'Charlotte', 'Dieter', 'Friederike', 'Jürgen', 'Käthe', 'Lukas', 'Sören', 'Ute'],
    last: [
      'Bäcker',
      'Fischer',
      'Groß',
      'Hoffmann',
      'Krüger',
      'Müller',
      'Schäfer',
      'Vogel',
      'Weiß',
      'Zimmermann',
    ],
  },
  {
    language: 'en',
    location: 'London',
    timezone: 'Europe/London',
    first: ['Alice', 'Ben', 'Chloe', 'Daniel', 'Emma', 'Grace', 'Harry', 'Isla', 'Oliver', 'Zoe'],
    last: ["O'Brien", 'Clarke', 'Davies', 'Evans', 'Hughes', 'Jones', 'Patel', 'Smith', 'Taylor', 'Wright'],
  },
  {
    language: 'fr',
    location: 'Lyon',
    timezone: 'Europe/Paris',
    first: ['Aurélie', 'Benoît', 'Chloé', 'Émile', 'François', 'Hélène', 'Jérôme', 'Maëlle', 'Noël', 'Zoé'],
    last: [
      'Bernard',
      'Dubois',
      'Fournier',
      'Garnier',
      'Lefèvre',
      'Martin',
      'Moreau',
      'Petit',
      'Roux',
      'Girard',
    ],
  },
  {
    language: 'es',
    location: 'Madrid',
    timezone: 'Europe/Madrid',
    first: ['Álvaro', 'Begoña', 'Carlos', 'Elena', 'Íñigo', 'José', 'Lucía', 'María', 'Raúl', 'Sofía'],
    last: ['Álvarez', 'Castro', 'Díaz', 'Gómez', 'Ibáñez', 'López', 'Muñoz', 'Núñez', 'Pérez', 'Ruiz'],
  },
  {
    language: 'pl',
    location: 'Kraków',
    timezone: 'Europe/Warsaw',
    first: [
      'Agnieszka',
      'Bartosz',
      'Dorota',
      'Grażyna',
      'Jacek',
      'Łukasz',
      'Małgorzata',
      'Paweł',
      'Wojciech',
      'Żaneta',
    ],
    last: [
      'Dąbrowski',
      'Kamiński',
      'Kowalczyk',
      'Lewandowski',
      'Nowak',
      'Szymański',
      'Wiśniewski',
      'Wójcik',
      'Zając',
      'Zieliński',
    ],
  },
] as const

const OCCUPATIONS = [
  'Accountant',
  'Analyst',
  'Designer',
  'Engineer',
  'Nurse',
  'Planner',
  'Sales manager',
  'Technician',
]

/**
 * Makes the site's users, the same ones for the same seed: of 100, 10 are deactivated, 4 experts, 4 not learners. Each has an employee number
 * of five digits, as the attribute `employee_id`.
 */
export function makePeople(count: number, seed: number): Person[] {
  const random = seededRandom(seed)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const ids = new Set<string>()
  const addresses = new Map<string, number>()
  return Array.from({ length: count }, (_, index) => {
    const region = pick(REGIONS)
    const name = `${pick(region.first)} ${pick(region.last)}`
    const address = asciiAddress(name)
    const namesake = (addresses.get(address) ?? 0) + 1
    addresses.set(address, namesake)
    const kind = index % 25
    return {
      id: freshId(random, ids),
      name,
      email: `${address}${namesake === 1 ? '' : String(namesake)}@example.com`,
      language: region.language,
      occupation: pick(OCCUPATIONS),
      location: region.location,
      timezone: region.timezone,
      isBanned: kind === 5 || (kind === 15 && index % 50 === 15) || kind === 20,
      role: { alias: kind === 10 ? (index % 50 === 10 ? 'administrator' : 'manager') : 'learner' },
      isExpert: kind === 12,
      attributes: { employee_id: String(12 + 7 * index).padStart(5, '0') },
    }
  })
}

function freshId(random: () => number, taken: Set<string>): string {
  for (;;) {
    const id = Array.from({ length: 10 }, () => Math.floor(random() * 36).toString(36)).join('')
    if (taken.has(id)) continue
    taken.add(id)
    return id
  }
}

const LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ł: 'l', ø: 'o' }

function asciiAddress(name: string): string {
  return name
    .toLowerCase()
    .replace(/[äöüßłø]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/[\u0300-\u036F']/g, '')
    .replaceAll(' ', '.')
}
