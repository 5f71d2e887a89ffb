import { Metadata, status } from '@grpc/grpc-js';
import { mayAct, operatorIdentity, OperatorIdentities } from './operator-identity.js';
import { GRANTS } from './rules.js';

describe('an operator', () => {
  it('acts as operator or admin only', () => {
    const acting = GRANTS.filter((grant) => mayAct(operatorIdentity('token', 'x', [grant], null)));
    expect(acting).toEqual(['operator', 'admin']);
  });

  it('has the rights of all its roles, for the types that it was given', () => {
    const { roles, rights, types } = operatorIdentity(
      'token',
      'x',
      ['payload', 'auditor', 'approver'],
      ['a', 'b'],
    );
    expect(roles).toEqual(['approver', 'auditor']);
    expect([...rights].toSorted()).toEqual(['approve', 'audit', 'look', 'payload']);
    expect(types).toEqual(new Set(['a', 'b']));
    expect(operatorIdentity('token', 'x', ['viewer'], null).types).toBeNull();
    expect(operatorIdentity('token', 'x', ['viewer'], []).types?.size).toBe(0);
  });
});

describe('the identity of a call', () => {
  it('is the one that the gate let in with it', () => {
    const identities = new OperatorIdentities();
    const [one, other] = [new Metadata(), new Metadata()];
    const operator = operatorIdentity('token', 'x', ['viewer'], null);
    identities.admit(one, operator);
    expect(identities.identify(one)).toBe(operator);
    expect(() => identities.identify(other)).toThrow(
      expect.objectContaining({ code: status.UNAUTHENTICATED, reason: 'NO_IDENTITY' }) as Error,
    );
  });

  it('A1: is nobody for a call that did not come through the gate, whatever it brings', () => {
    const identities = new OperatorIdentities();
    identities.admit(new Metadata(), operatorIdentity('token', 'x', ['admin'], null));
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${'t'.repeat(40)}`);
    expect(() => identities.identify(metadata)).toThrow(/gate/);
  });
});
