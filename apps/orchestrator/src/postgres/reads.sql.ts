import { sagaColumns } from './saga-rows.js';
import { isAmong, type Statement } from './statement.js';

const SAGAS = `select ${sagaColumns('s')} from saga s where ${isAmong('s.id', '$1')}`;

export function selectSagas(sagaIds: readonly string[]): Statement {
  return {
    name: 'select-sagas',
    text: SAGAS,
    values: [sagaIds.toSorted()],
  };
}

export function selectLimbo(): Statement {
  return {
    name: 'select-limbo',
    text: `select saga_id, why from saga_limbo order by saga_id, why`,
    values: [],
  };
}
