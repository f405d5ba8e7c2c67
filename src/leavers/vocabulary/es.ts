import type { Vocabulary } from './vocabulary.ts'

/** Spanish. */
export const es: Vocabulary = {
  alphabet: {
    letters: 'áéíóúüñ',
    usualIn: ['windows-1252', 'iso-8859-15'],
    seldomIn: [],
    comparedAs: {},
    withoutCapital: '',
  },
  columns: {
    id: 'ID de usuario, ID del usuario',
    email: `
      correo, correo electrónico, dirección de correo, dirección de correo electrónico, email del trabajo, correo de trabajo,
      correo del trabajo, correo corporativo, correo electrónico corporativo, correo laboral, correo electrónico laboral,
      correo de empresa, email corporativo, email de trabajo, correo electrónico del trabajo, correo electrónico de trabajo,
      correo personal, correo electrónico personal, email personal`,
    leaveDate: `
      fecha de baja, fecha baja, fecha de salida, fecha de cese, fecha de terminación, fecha de fin, fecha fin,
      fecha de fin de contrato, último día, último día de trabajo, último día laborable, fecha de egreso, fecha de desvinculación`,
    name: 'nombre completo, nombre y apellidos, empleado, nombre del empleado',
    firstName: 'nombre, nombres',
    lastName: 'apellido, apellidos',
    employeeNumber: `
      número de empleado, n.º de empleado, n.º empleado, nº empleado, no. de empleado, núm. de empleado, núm. empleado, ID de empleado,
      ID del empleado, ID empleado, código de empleado, código empleado, legajo, número de legajo, matrícula, número de matrícula`,
  },
  columnNotes: {
    unimportant: `
      obligatorio, obligatoria, requerido, opcional, texto, inclusive, incluido`,
    ofAddresses: 'correo',
    ofIds: 'identificador, usuario',
    sections: `
      contacto laboral, datos de contacto, información de contacto, datos personales, información personal, empleo, empleado,
      datos laborales, información laboral, baja, usuario`,
    required: [],
    beginnings: ['según'],
    systems: 'plataforma',
    otherPeople: `
      jefe, gerente, encargado, contacto de emergencia, emergencia, recursos humanos, RRHH, tutor, creado por, responsable`,
  },
  dateColumns: {
    leaving: 'baja, cese, salida, egreso, desvincul, último día',
    date: 'fecha, día',
    dateAlone: 'prevista',
    leaveDateEndings: '',
    later: `
      prorrog, extendido, extendida, prolongado, prolongada, acceso hasta, fin de acceso, reingreso, reincorpora, recontrata`,
    until: 'hasta, a, partir, antes, después, fecha, fin',
    new: 'nuevo, nueva',
    ofDates: 'fecha, día, hasta, fin, vence, vencimiento, acceso, válido, último',
    ofDatesEndings: '',
    ofNumbers: 'celular, móvil, sueldo, núm, código, bonus',
  },
  months: [
    'enero, ene',
    'febrero, feb',
    'marzo, mar',
    'abril, abr',
    'mayo, may',
    'junio, jun',
    'julio, jul',
    'agosto, ago',
    'septiembre, sept',
    'octubre, oct',
    'noviembre, nov',
    'diciembre, dic',
  ],
  dates: {
    between: ['de', 'del'],
    formatLetters: ['D', 'M', 'A'],
    ordinals: ['º', '°'],
    weekdays: `
      dom, lun, mar, mié, mie, jue, vie, sáb, domingo, lunes, martes, miércoles, jueves, viernes, sábado`,
    beside: 'hasta, desde, el, a, al, de, del, aprox, y, antes, fin, previsto, o',
    timeZones: '',
  },
  answers: {
    yes: 'sí, s, verdadero',
    no: 'no, falso',
  },
  statements: {
    leavingBeginnings: 'cese, cesado, cesada, salida, egres, desvincul',
    leaving: 'baja, eliminar, eliminación, borrar, desactivar, tocar',
    done: 'eliminado, eliminada, borrado, borrada, desactivado',
    ahead: 'ser',
    // `excluir` is to leave out here, and to delete in Portuguese: of that nobody knows what a yes means.
    staying: `
      conservar, conserva, mantener, mantiene, mantenido, retener, excluir, excluido, excluida, permanece, permanecer, queda, quedarse,
      omitir, continúa, sigue, proteger, protegido, protegida, recontratado, recontratada, reincorporado, reincorporada`,
    working: 'activo, activa, trabaja, trabajando, aquí',
    notWorking: 'inactivo, inactiva',
    negations: 'no',
    shortNegations: [],
    calledOff: 'anulado, anulada, cancelado, cancelada',
    yes: 'sí',
    accounts: 'cuenta, usuario, acceso',
    others: `
      de, del, la, el, los, se, ha, es, a, o, en, aún, todavía, ya, más, debe, por, favor, empresa, empleado, persona, lista`,
  },
  statusColumns: {
    status: 'estado, estatus, situación',
    statusOthers: 'de, del, la, el, empleado, laboral, actual, trabajador, descripción',
    kind: 'tipo, cambio, evento, acción, movimiento, motivo, razón, causa',
    kindBeginnings: '',
    kindEndings: '',
    action: 'acción',
    review: `
      observación, observaciones, comentario, comentarios, nota, notas, decisión, instrucción`,
    reviewOthers: '',
    approval: 'aprobado, aprobada, aprobación, confirmado, confirmación, autorizado, autorización',
    others: 'de, del, la, el, personal, empleado',
    leaving: 'baja, cese, salida, egreso, desvincul, renuncia',
  },
  statusCells: {
    active: `
      activo, activa, en activo, de alta, alta, contratado, contratada, período de prueba, en período de prueba, preaviso, en preaviso`,
    left: 'inactivo, inactiva, jubilado',
    contract: `
      tiempo completo, tiempo parcial, media jornada, jornada completa, indefinido, temporal, becario`,
    notApproved: 'pendiente, rechazado, rechazada, no aprobado',
    noAction: 'ninguna acción, sin acción, no hacer nada, sin cambios',
    none: 'no, ninguna',
    kept: `
      reactivar, traslado, trasladado, trasladada, traslado interno, transferencia, transferido, transferida, cambio de departamento,
      aplazado, aplazada, pospuesto, pospuesta, cancelado, cancelada, anulado, anulada, renuncia retirada, baja anulada,
      baja cancelada`,
    staying: `
      ascenso, excedencia, en excedencia, maternidad, paternidad, baja por maternidad, baja por paternidad, baja maternal,
      baja paternal, baja médica, permiso, permiso parental, permiso de maternidad, licencia, licencia de maternidad,
      incapacidad temporal, reincorporado, reincorporada, reincorporación, reingreso, recontratado, recontratada, recontratación,
      prorrogado, incorporación, contratación`,
  },
  totals: {
    total: 'total, subtotal, totales, subtotales',
    sum: 'promedio, suma, conteo, recuento',
    count: 'cuenta, recuento, conteo',
    counted:
      'número, cantidad, filas, registros, empleados, bajas, ceses, personas, usuarios, trabajadores, colaboradores, salidas',
    others: 'de, del, los, las, la',
    footers: 'generado, exportado, impreso, creado por, preparado por, aprobado por',
    end: 'fin',
    table: 'informe, listado, archivo, datos, documento, tabla, lista',
    page: 'página, de',
  },
  placeholders: {
    missing: `
      nuevo, desconocido, desconocida, pendiente, ninguno, ninguna, sin ID, sin datos, falta, por confirmar, por definir, no aplica,
      no disponible, vacío, nulo, nd, n.d., por determinar, a confirmar, sin definir, sin confirmar, a determinar`,
    none: `
      ninguno, ninguna, sin datos, no aplica, no disponible, vacío, nulo, nd, n.d., sin fecha`,
    without: ['sin'],
    address: ['correo'],
  },
}
