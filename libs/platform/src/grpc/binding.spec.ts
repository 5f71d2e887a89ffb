import { assertBindingAllowed, BindingRefusedError } from './binding.js';

const tls = { certPath: 'c', keyPath: 'k' };
const base = { insecure: false, production: false };

describe('assertBindingAllowed', () => {
  it.each(['127.0.0.1:5100', '[::1]:5100', 'localhost:5100', 'unix:/tmp/s'])(
    'plain text on %s is allowed',
    (url) => {
      expect(() => assertBindingAllowed({ ...base, url })).not.toThrow();
    },
  );

  it.each([
    '0.0.0.0:5100',
    '[::]:5100',
    '10.0.0.7:5100',
    'localhost.example.com:5100',
    '127.0.0.1.evil:1',
    ':5100',
    'nonsense',
  ])('plain text on %s is refused, unless TLS or INSECURE=1 is set', (url) => {
    expect(() => assertBindingAllowed({ ...base, url })).toThrow(BindingRefusedError);
    expect(() => assertBindingAllowed({ ...base, url, insecure: true })).not.toThrow();
    expect(() => assertBindingAllowed({ ...base, url, tls })).not.toThrow();
  });

  it('a production start needs TLS or INSECURE=1 even on loopback', () => {
    const url = '127.0.0.1:5100';
    expect(() => assertBindingAllowed({ ...base, url, production: true })).toThrow(
      /production.*TLS.*INSECURE=1/,
    );
    expect(() => assertBindingAllowed({ ...base, url, production: true, insecure: true })).not.toThrow();
    expect(() => assertBindingAllowed({ ...base, url, production: true, tls })).not.toThrow();
  });
});
