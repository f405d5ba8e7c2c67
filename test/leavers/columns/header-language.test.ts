import { expect, test } from 'vitest'
import { languageOfHeader } from '../../../src/leavers/columns/header-language.ts'

test.each([
  [['Benutzer-ID', 'Vorname', 'Nachname', 'Austrittsdatum'], 'de'],
  [['Personalnummer', 'Name', 'E-Mail-Adresse'], 'de'],
  [['User ID', 'Name', 'Email', 'Job title'], 'en'],
  [['Matricule', 'Nom', 'Prénom', 'Date de départ'], 'fr'],
  [['Nazwisko', 'Imię', 'Data zwolnienia'], 'pl'],
  [['ID', 'Name', 'E-Mail'], null],
  [['Name', 'E-Mail', 'Austritt'], 'de'],
  [['Kostenstelle', 'xyz'], null],
  [[], null],
])('%j is in %s', (headers, language) => {
  expect(languageOfHeader(headers)).toBe(language)
})
