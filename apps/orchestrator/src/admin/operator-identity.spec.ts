import { Metadata, status } from '@grpc/grpc-js';
import { GrpcError } from '#libs/platform';
import { ADMIN_ROLES, type AdminToken } from '../config-values.js';
import { mayAct, OperatorIdentities } from './operator-identity.js';

const tokenOf = (role: string) => `${role}-${'t'.repeat(40)}`;
const TOKENS: AdminToken[] = ADMIN_ROLES.map((role) => ({ name: `${role}-1`, role, token: tokenOf(role) }));

function carrying(...headers: (string | Buffer)[]): Metadata {
  const metadata = new Metadata();
  for (const header of headers) {
    if (typeof header === 'string') metadata.add('authorization', header);
    else metadata.add('authorization-bin', header);
  }
  return metadata;
}

describe('an operator', () => {
  it.each(ADMIN_ROLES)('is named by the token of a %s', (role) => {
    const identities = new OperatorIdentities(TOKENS);
    expect(identities.identify(carrying(`Bearer ${tokenOf(role)}`))).toEqual({ name: `${role}-1`, role });
    expect(identities.identify(carrying(`bearer ${tokenOf(role)}`)).role).toBe(role);
    expect(identities.unauthenticated).toBe(0);
  });

  it('acts as operator or admin only', () => {
    const acting = ADMIN_ROLES.filter((role) => mayAct({ name: 'x', role }));
    expect(acting).toEqual(['operator', 'admin']);
  });

  it('A2: without a token that names somebody gets nothing, and is counted', () => {
    const good = tokenOf('admin');
    const attempts = [
      carrying(),
      carrying(''),
      carrying('Bearer'),
      carrying('Bearer '),
      carrying(good),
      carrying(`Basic ${good}`),
      carrying(`Bearer ${good}x`),
      carrying(`Bearer ${good.slice(0, -1)}`),
      carrying(`Bearer ${good.toUpperCase()}`),
      carrying(`Bearer  ${good}`),
      carrying(`Bearer ${good} `),
      carrying(`Bearer ${good}`, `Bearer ${good}`),
      carrying(`Bearer ${'x'.repeat(10_000)}`),
      carrying('Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.'),
      carrying(Buffer.from(`Bearer ${good}`)),
    ];
    const identities = new OperatorIdentities(TOKENS);
    for (const metadata of attempts) {
      expect(() => identities.identify(metadata)).toThrow(
        expect.objectContaining({ code: status.UNAUTHENTICATED, reason: 'NO_IDENTITY' }) as Error,
      );
    }
    expect(identities.unauthenticated).toBe(attempts.length);
  });

  it('is nobody where no token is configured', () => {
    const identities = new OperatorIdentities([]);
    for (const metadata of [carrying(), carrying('Bearer '), carrying('Bearer x')]) {
      expect(() => identities.identify(metadata)).toThrow(GrpcError);
    }
  });
});
