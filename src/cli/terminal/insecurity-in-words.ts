import type { Insecurity } from '../../offboarding/insecurity.ts'

const TRUST =
  'If the certificate is your own, or that of a proxy of yours which looks into what is encrypted, name a file with the certificate of its issuer in NODE_EXTRA_CA_CERTS.'
const CLOCK =
  'Check the clock of this machine; if that is right, whoever runs the server has to renew the certificate.'
const SERVER = 'That is for whoever runs the server, or a proxy in between.'

/** What is wrong with the connection, and the remedy. */
const WORDS: Readonly<Record<Insecurity['fault'], { shows: string; remedy: string }>> = {
  self_signed: { shows: 'shows a self-signed certificate, which nobody vouches for', remedy: TRUST },
  unknown_issuer: { shows: 'shows a certificate whose issuer is not known here', remedy: TRUST },
  expired: { shows: 'shows a certificate that has expired', remedy: CLOCK },
  not_yet_valid: { shows: 'shows a certificate that is not valid yet', remedy: CLOCK },
  wrong_name: {
    shows: 'shows a certificate that is for another host name',
    remedy: 'Check --site or --base-url, or HTTPS_PROXY: it has to be a name that the certificate is for.',
  },
  invalid: { shows: 'shows a certificate that cannot be trusted', remedy: SERVER },
  old_protocol: { shows: 'speaks no version of TLS that is still safe, 1.2 or 1.3', remedy: SERVER },
  no_agreement: { shows: 'refuses to make an encrypted connection (TLS handshake)', remedy: SERVER },
  client_certificate: {
    shows: 'asks for a certificate of this machine (TLS), and there is none to be given',
    remedy: SERVER,
  },
}

/** Why no connection can be trusted, in words. */
export const insecurityInWords = ({ whose, fault }: Insecurity): string =>
  `${whose === 'proxy' ? 'the proxy that HTTPS_PROXY names' : 'the platform'} ${WORDS[fault].shows}`

/** What to do about it, in words. */
export const remedyFor = ({ fault }: Insecurity): string => WORDS[fault].remedy
