import { originOf, sourceAddressOf } from './call-origin.js';

const from = (peer: string) => ({ getPeer: () => peer });

describe('where a call comes from', () => {
  it.each([
    ['127.0.0.1:50412', '127.0.0.1'],
    ['::ffff:192.0.2.7:50412', '192.0.2.7'],
    ['2001:DB8::7:50412', '2001:db8::7'],
    ['::1:50412', '::1'],
    ['fe80::1%eth0:50412', 'fe80::1'],
    ['192.0.2.7', '192.0.2.7'],
    ['unknown', null],
    ['', null],
    ['unix:/tmp/socket', null],
    ['evil.example:1', null],
  ])('%j is %j', (peer, address) => {
    expect(sourceAddressOf(from(peer))).toBe(address);
  });

  it('goes along with how the caller was identified', () => {
    const origin = { authMethod: 'token', sourceAddress: '192.0.2.7' };
    expect(originOf('token', from('192.0.2.7:1'))).toEqual(origin);
    expect(originOf('none', from('unknown'))).toEqual({ authMethod: 'none', sourceAddress: null });
  });
});
