import type { Vocabulary } from './vocabulary.ts'

/** Portuguese. */
export const pt: Vocabulary = {
  alphabet: {
    letters: 'áâãàçéêíóôõúü',
    usualIn: ['windows-1252', 'iso-8859-15'],
    seldomIn: [],
    comparedAs: {},
    withoutCapital: '',
  },
  columns: {
    id: 'ID do usuário, ID do utilizador',
    email: `
      correio eletrônico, correio electrónico, endereço de e-mail, endereço de correio eletrônico, endereço eletrônico,
      e-mail profissional, e-mail de trabalho, e-mail da empresa, e-mail corporativo, e-mail institucional, e-mail pessoal`,
    leaveDate: `
      data de saída, data de desligamento, data de demissão, data de rescisão, data de término, data de fim, data de cessação,
      último dia, último dia de trabalho, fim do contrato, data fim`,
    name: 'nome completo, colaborador, funcionário, nome do colaborador',
    firstName: 'nome, primeiro nome',
    lastName: 'sobrenome, apelido, último nome',
    employeeNumber: `
      matrícula, número de matrícula, n.º de matrícula, número do funcionário, número de funcionário, n.º de funcionário,
      número de colaborador, número do colaborador, n.º de colaborador, ID do funcionário, ID do colaborador, código do funcionário,
      código do colaborador, número mecanográfico`,
  },
  columnNotes: {
    unimportant: `
      obrigatório, opcional, texto, inclusive, incluído`,
    ofAddresses: 'correio',
    ofIds: 'identificador, usuário, utilizador',
    sections: `
      contato profissional, contacto profissional, dados de contato, dados pessoais, informações pessoais, emprego, colaborador,
      funcionário, dados profissionais, desligamento, usuário`,
    required: [],
    beginnings: ['segundo'],
    systems: 'plataforma',
    otherPeople: `
      gestor, chefe, gerente, tutor, superior imediato, emergência, líder, criado por`,
  },
  dateColumns: {
    leaving: 'saída, deslig, demiss, rescis, último dia',
    date: 'data, dia',
    dateAlone: 'prevista',
    leaveDateEndings: '',
    later: `
      estendid, prolongado, prolongada, fim do acesso, acesso até, readmiss, readmiti, reintegra`,
    until: 'até, a, partir, antes, depois, após, em, data, fim',
    new: 'novo, nova',
    ofDates: 'data, dia, até, fim, término, validade, acesso, expira, último',
    ofDatesEndings: '',
    ofNumbers: 'celular, número, código',
  },
  months: [
    'janeiro, jan',
    'fevereiro, fev',
    'março, mar',
    'abril, abr',
    'maio, mai',
    'junho, jun',
    'julho, jul',
    'agosto, ago',
    'setembro, set',
    'outubro, out',
    'novembro, nov',
    'dezembro, dez',
  ],
  dates: {
    between: ['de'],
    formatLetters: ['D', 'M', 'A'],
    ordinals: ['º', '°'],
    weekdays:
      'dom, seg, ter, qua, qui, sex, sáb, domingo, segunda, terça, quarta, quinta, sexta, feira, sábado',
    beside: 'até, ate, a, em, aos, ao, cerca, de, e, da, antes, o',
    timeZones: 'BRT',
  },
  answers: {
    yes: 'sim, s, verdadeiro',
    no: 'não, n, falso',
  },
  statements: {
    leavingBeginnings: 'saída, saiu, deslig, demit, demiss',
    leaving: 'excluir, exclusão, remover, apagar, desativar, tocar, eliminar',
    done: 'removido, removida, excluído, excluída, apagado, desativado, eliminado, eliminada',
    ahead: 'ser',
    staying: `
      manter, mantém, mantido, mantida, reter, fica, ficar, preservar, ignorar, pular, continua, readmitido, readmitida, reintegrado,
      reintegrada`,
    working: 'ativo, ativa, trabalha, aqui',
    notWorking: 'inativo, inativa',
    negations: 'não',
    shortNegations: [],
    calledOff: 'cancelado, cancelada, revogado, revogada',
    yes: 'sim',
    accounts: 'conta, usuário, utilizador, acesso',
    others: `
      a, o, e, de, por, favor, funcionário, colaborador, da, na, ainda, já, mais, deve, para, empresa, pessoa, lista, ou`,
  },
  statusColumns: {
    status: 'estado, situação',
    statusOthers: 'de, do, da, funcionário, funcional, colaborador, atual, descrição',
    kind: 'tipo, mudança, alteração, evento, ação, movimento, motivo, razão, causa',
    kindBeginnings: 'stat',
    kindEndings: 'status',
    action: 'ação',
    review: 'comentário, comentários, observação, observações, nota, notas, decisão',
    reviewOthers: '',
    approval: 'aprovado, aprovada, aprovação, confirmado, confirmação, autorizado',
    others: 'de, do, da, funcionário',
    leaving: 'saída, deslig, demiss, rescis',
  },
  statusCells: {
    active: `
      ativo, ativa, em atividade, no ativo, contratado, contratada, em experiência, período de experiência, admitido, admitida,
      aviso prévio, em aviso prévio`,
    left: 'inativo, inativa, aposentado',
    contract: 'tempo integral, tempo parcial, meio período, efetivo, estagiário, temporário',
    notApproved: 'pendente, rejeitado, recusado, não aprovado',
    // In Portuguese `excluir` is to delete.
    noAction: `
      nenhuma ação, sem ação, sem alteração, não excluir, não excluir usuário, não excluir conta`,
    none: 'não, nenhuma',
    kept: `
      reativar, transferência, transferência interna, transferido, transferida, adiado, adiada, cancelado, cancelada, anulado, anulada,
      demissão cancelada, revogado, revogada`,
    staying: `
      promoção, licença, de licença, em licença, licença maternidade, licença-maternidade, licença parental, licença médica, afastado,
      afastada, afastamento, férias, readmitido, readmitida, reintegrado, reintegrada, prorrogado, renovado, admissão, contratação`,
  },
  totals: {
    total: 'total, subtotal, totais, subtotais',
    sum: 'soma, contagem',
    count: 'contagem',
    counted: `
      número, quantidade, qtd, linhas, registros, funcionários, colaboradores, desligamentos, pessoas, usuários, utilizadores, empregados, trabalhadores, saídas, rescisões, linha`,
    others: 'de, na, da, dos, das, do',
    footers: 'gerado, exportado, criado por, preparado por, aprovado por',
    end: 'fim',
    table: 'relatório, lista, arquivo, ficheiro, dados, documento, tabela',
    page: 'página, de',
  },
  placeholders: {
    missing: `
      novo, desconhecido, desconhecida, pendente, nenhum, nenhuma, sem ID, a confirmar, a definir, em falta, falta, não disponível,
      não aplicável, vazio, nulo, nd, n.d., por confirmar, por definir, a determinar, a combinar`,
    none: `
      nenhum, nenhuma, não disponível, não aplicável, vazio, nulo, nd, n.d., sem data`,
    without: ['sem'],
    address: [],
  },
}
