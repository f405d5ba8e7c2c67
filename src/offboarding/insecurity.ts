/** Why no connection can be trusted. Only faults that waiting does not mend. */
export interface Insecurity {
  whose: 'platform' | 'proxy'
  fault:
    | 'self_signed'
    | 'unknown_issuer'
    | 'expired'
    | 'not_yet_valid'
    | 'wrong_name'
    | 'invalid'
    | 'old_protocol'
    | 'no_agreement'
    | 'client_certificate'
}
